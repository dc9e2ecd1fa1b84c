import type { Rate } from './units.ts';

export interface ConstantLoad {
  kind: 'constant';
  rate: Rate;
  arrivals?: 'poisson' | 'uniform' | undefined;
}

/** How many operations arrive, whether or not earlier ones have finished (an open model). */
export const load = {
  /**
   * The same arrival rate from start to end, over all clients together.
   * @param options `arrivals`: `'poisson'` (default) as independent users send them, `'uniform'` at even distances
   */
  constant: (rate: Rate, options: Pick<ConstantLoad, 'arrivals'> = {}): ConstantLoad => ({
    kind: 'constant',
    rate,
    ...options,
  }),
};
