/** What an operation that has ended says about how much the regions can take. */
export interface Sample {
  /** In ms, from its start: waiting in the client's own queue says nothing about a region. */
  latencyMs: number;
  /** Whether it timed out, was throttled or got a 5xx. */
  isOverload: boolean;
}

/** Says how many operations may be in flight, from what became of earlier ones. */
export interface Limiter {
  /** Whole, never above the client's concurrency nor below the policy's minimum. */
  read(): number;
  /** @param inFlight with the one that has ended */
  note(sample: Sample, inFlight: number, nowMs: number): void;
}

/**
 * Whether the client makes enough use of its limit for a success to say that it could be higher: half, as in Netflix's
 * concurrency-limits. Otherwise the limit would grow while little is asked for.
 */
export function isInUse(limit: number, inFlight: number): boolean {
  return inFlight * 2 >= limit;
}
