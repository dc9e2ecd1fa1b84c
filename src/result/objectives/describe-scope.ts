import type { Scope } from '../tally/count-operations.ts';

/** `of GetObject in the fault phase, served by us-west-2`; `in the whole run` */
export function describeScope({ phase, operation, region }: Scope): string {
  const parts = [
    operation === null ? '' : `of ${operation} `,
    phase === null ? 'in the whole run' : `in the ${phase} phase`,
    region === null ? '' : `, served by ${region}`,
  ];
  return parts.join('');
}
