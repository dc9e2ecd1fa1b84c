import type { Objective } from '../../shared/contracts/plan.ts';
import { formatValue } from '../../shared/format.ts';

/** Figures closer than this are equal: what binary fractions cost. */
const epsilon = 1e-9;

export function meets(value: number, { comparator, value: bound }: Pick<Objective, 'comparator' | 'value'>): boolean {
  if (comparator === 'atLeast') return value >= bound;
  return comparator === 'atMost' ? value <= bound : Math.abs(value - bound) <= epsilon;
}

const comparatorWords = { atLeast: 'at least', atMost: 'at most', equals: 'exactly' } as const;

/** `at least 99 %`: what would have passed. */
export function describeBound({ comparator, value, unit }: Pick<Objective, 'comparator' | 'value' | 'unit'>): string {
  return `${comparatorWords[comparator]} ${formatValue(value, unit)}`;
}
