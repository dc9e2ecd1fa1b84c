import type { BreakerPolicy } from '../shared/contracts/policies.ts';
import { type AttemptOutcome, attemptOutcomes } from '../shared/outcome.ts';
import { createTrip } from './routing/trip.ts';
import { ownerOf } from './taxonomy.ts';

/**
 * A circuit breaker of one client towards one region (Nygard, "Release It!", 2nd ed., chapter 5).
 *
 *   closed ── too many failures ──▶ open ── openFor has passed ──▶ half-open ── n successful probes ──▶ closed
 *                                     ▲                               │
 *                                     └───────── a probe fails ───────┘
 *
 * Half-open lets one probe at a time through. What an attempt meant is settled by the permit it was sent under: an
 * answer that arrives after its breaker has moved on changes nothing.
 */
export interface Breaker {
  state(): BreakerState;
  /** When it came into its state; −∞ when it never changed. */
  changedAtMs(): number;
  /** A permit to send one attempt now; null while open, or while half-open with a probe out. */
  tryAcquire(nowMs: number): Permit | null;
  /** Each permit is settled once, but for those of a closed breaker, which are all the same one. */
  settle(permit: Permit, outcome: AttemptOutcome, nowMs: number): void;
}

export type BreakerState = 'closed' | 'open' | 'halfOpen';

export interface Permit {
  readonly breaker: Breaker;
  readonly isProbe: boolean;
  /** Counts the breaker's changes of state, so that late answers can be told. */
  readonly epoch: number;
}

/** @param onChange called after each change of state */
export function createBreaker(policy: BreakerPolicy, onChange: (state: BreakerState, nowMs: number) => void): Breaker {
  const verdicts = judgeOutcomes(policy);
  const trip = createTrip(policy.trip);
  let state: BreakerState = 'closed';
  let changedAtMs = Number.NEGATIVE_INFINITY;
  let epoch = 0;
  let successfulProbes = 0;
  let probeOut = false;

  function change(next: BreakerState, nowMs: number): void {
    state = next;
    changedAtMs = nowMs;
    epoch += 1;
    successfulProbes = 0;
    probeOut = false;
    trip.clear();
    if (next === 'closed') closedPermit = { breaker, isProbe: false, epoch };
    onChange(next, nowMs);
  }

  function settleProbe(verdict: Verdict, nowMs: number): void {
    probeOut = false;
    if (verdict === 'failure') change('open', nowMs);
    if (verdict !== 'success') return;
    successfulProbes += 1;
    if (successfulProbes >= policy.probes) change('closed', nowMs);
  }

  const breaker: Breaker = {
    state: () => state,
    changedAtMs: () => changedAtMs,

    tryAcquire(nowMs) {
      if (state === 'closed') return closedPermit;
      if (state === 'open' && nowMs - changedAtMs >= policy.openForMs) change('halfOpen', nowMs);
      if (state === 'open' || probeOut) return null;
      probeOut = true;
      return { breaker, isProbe: true, epoch };
    },

    settle(permit, outcome, nowMs) {
      if (permit.epoch !== epoch) return;
      const verdict = verdicts[outcome];
      if (state === 'halfOpen') settleProbe(verdict, nowMs);
      else if (verdict !== 'none' && trip.count(verdict === 'failure', nowMs)) change('open', nowMs);
    },
  };
  /** One for all attempts of a time of being closed: it is what nearly every attempt gets. */
  let closedPermit: Permit = { breaker, isProbe: false, epoch };
  return breaker;
}

type Verdict = 'failure' | 'success' | 'none';

/**
 * What S3 itself has answered shows that the region is there, unless the policy counts it. Where nobody answered, or the
 * client's own deadline cut the attempt short, an outcome that isn't counted says nothing.
 */
function judgeOutcomes({ countedOutcomes }: BreakerPolicy): Readonly<Record<AttemptOutcome, Verdict>> {
  const counted = new Set(countedOutcomes);
  const judge = (outcome: AttemptOutcome): Verdict => {
    if (counted.has(outcome)) return 'failure';
    const owner = ownerOf(outcome);
    return owner === null || owner === 'region' || owner === 'caller' ? 'success' : 'none';
  };
  return Object.fromEntries(attemptOutcomes.map((outcome) => [outcome, judge(outcome)])) as Record<
    AttemptOutcome,
    Verdict
  >;
}

/** For clients without a breaker: always closed. */
export function createNoBreaker(): Breaker {
  const breaker: Breaker = {
    state: () => 'closed',
    changedAtMs: () => Number.NEGATIVE_INFINITY,
    tryAcquire: () => permit,
    settle: () => {},
  };
  const permit: Permit = { breaker, isProbe: false, epoch: 0 };
  return breaker;
}
