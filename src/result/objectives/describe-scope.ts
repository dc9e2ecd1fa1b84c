import type { Scope } from '../tally/scope.ts';

/** `of GetObject with priority critical in workload checkout in the fault phase, served by us-west-2`; `in the whole run` */
export function describeScope({ phase, operation, region, priority, workload }: Scope): string {
  const parts = [
    operation === null ? '' : `of ${operation} `,
    priority === null ? '' : `with priority ${priority} `,
    workload === null ? '' : `in workload ${workload} `,
    phase === null ? 'in the whole run' : `in the ${phase} phase`,
    region === null ? '' : `, served by ${region}`,
  ];
  return parts.join('');
}
