import type { Duration } from '../../shared/duration.ts';
import type { Rate } from './units.ts';

interface Arrivals {
  /** `'poisson'` (default): as independent users send them; `'uniform'`: at even distances. */
  arrivals?: 'poisson' | 'uniform' | undefined;
}

interface RampOptions {
  from: Rate;
  to: Rate;
  /** Then it stays at `to`. Default: the whole run. */
  over?: Duration | undefined;
}

interface Step {
  rate: Rate;
  /** Default, in the last step only: the rest of the run. */
  for?: Duration | undefined;
}

interface SpikeOptions {
  base: Rate;
  peak: Rate;
  at: Duration;
  for: Duration;
}

interface DailyOptions {
  low: Rate;
  high: Rate;
  /** Length of a day. Default: the whole run. */
  period?: Duration | undefined;
  /** Default: half the period. */
  peakAt?: Duration | undefined;
}

export type Load =
  | ({ kind: 'constant'; rate: Rate } & Arrivals)
  | ({ kind: 'ramp' } & RampOptions & Arrivals)
  | ({ kind: 'steps'; steps: readonly Step[] } & Arrivals)
  | ({ kind: 'spike' } & SpikeOptions & Arrivals)
  | ({ kind: 'daily' } & DailyOptions & Arrivals)
  | ({ kind: 'csv'; file: string } & Arrivals)
  | { kind: 'concurrency'; think?: Duration | undefined };

/**
 * How many operations arrive, over all clients of a workload together, whether or not earlier ones have finished (an open
 * model); `concurrency` alone is closed. Times count from the start of the run.
 */
export const load = {
  /** The same rate from start to end. */
  constant: (rate: Rate, options: Arrivals = {}): Load => ({ kind: 'constant', rate, ...options }),

  /** Evenly from one rate to another. */
  ramp: (curve: RampOptions, options: Arrivals = {}): Load => ({ kind: 'ramp', ...curve, ...options }),

  /** One rate after the other; the last stays. */
  steps: (steps: readonly Step[], options: Arrivals = {}): Load => ({ kind: 'steps', steps, ...options }),

  /** One rate, and a higher one for a while. */
  spike: (curve: SpikeOptions, options: Arrivals = {}): Load => ({ kind: 'spike', ...curve, ...options }),

  /** A sine between two rates, as a day has it. */
  daily: (curve: DailyOptions, options: Arrivals = {}): Load => ({ kind: 'daily', ...curve, ...options }),

  /**
   * Recorded rates: lines of `seconds,rate`, linear between them.
   * @param file relative to the drill's own
   */
  csv: (file: string, options: Arrivals = {}): Load => ({ kind: 'csv', file, ...options }),

  /**
   * A closed model: each client keeps its `concurrency` in flight, so that a slow region is sent less. Latency then says
   * nothing about the load it holds back.
   * @param options `think`: pause between an operation's end and the next one's start, default 0
   */
  concurrency: (options: { think?: Duration | undefined } = {}): Load => ({ kind: 'concurrency', ...options }),
};
