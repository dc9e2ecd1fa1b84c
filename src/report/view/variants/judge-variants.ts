import type { VerdictStatus } from '../../../shared/contracts/result.ts';
import type { VariantRun } from './variant-run.ts';

const worstFirst = ['interrupted', 'invalid', 'regressed', 'missed', 'inconclusive', 'passed', 'improved'] as const;

/** The worst of all decides; a variant without a result makes the whole interrupted. */
export function judgeVariants(variants: readonly Pick<VariantRun, 'ran'>[]): VerdictStatus {
  const statuses = variants.map(({ ran }) => ran?.result.verdict.status ?? 'interrupted');
  return worstFirst.find((status) => statuses.includes(status)) ?? 'interrupted';
}
