import { formatCount, formatPercent } from '../../shared/format.ts';

/** `1,234 of 5,000 objects seeded (24 %)` */
export function describeSeeding(done: number, total: number): string {
  return `${formatCount(done)} of ${formatCount(total)} objects seeded (${formatPercent(total === 0 ? 1 : done / total, 0)})`;
}
