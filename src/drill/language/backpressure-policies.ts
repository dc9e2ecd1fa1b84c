import type { Duration } from '../../shared/duration.ts';

export interface AimdOptions {
  /** Operations in flight per client, at least. Default 1. */
  minimum?: number | undefined;
  /** What the limit is multiplied by when an operation fails for overload. Default 0.7. */
  backoff?: number | undefined;
}

export interface GradientOptions {
  /** Operations in flight per client, at least. Default 1. */
  minimum?: number | undefined;
  /** How many times the usual latency is still well. Default 1.5. */
  tolerance?: number | undefined;
}

export type LimitSettings = ({ kind: 'aimd' } & AimdOptions) | ({ kind: 'gradient' } & GradientOptions);

export interface SheddingOptions {
  /** Share of normal operations let in while a breaker is open. Default 0.5. */
  normal?: number | undefined;
  /** The same of deferrable ones. Default 0. */
  deferrable?: number | undefined;
  /** How long after the last breaker has closed deferrable operations stay away. Default `'2s'`. */
  returnAfter?: Duration | undefined;
}

export type SheddingSettings = { kind: 'shedding' } & SheddingOptions;

export const backpressurePolicies = {
  /** One more in flight per round of successes, many fewer after overload: what TCP does. */
  aimd: (options: AimdOptions = {}): LimitSettings => ({ kind: 'aimd', ...options }),

  /** As many in flight as latency stays near what it was over a longer time. */
  gradient: (options: GradientOptions = {}): LimitSettings => ({ kind: 'gradient', ...options }),

  /** While a breaker is open, less is let in of what matters less; critical operations always are. */
  shedding: (options: SheddingOptions = {}): SheddingSettings => ({ kind: 'shedding', ...options }),
};
