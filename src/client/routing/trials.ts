import type { BreakerPolicy } from '../../shared/contracts/policies.ts';
import type { AttemptOutcome } from '../../shared/outcome.ts';
import { signalsOutage } from '../taxonomy.ts';
import { acquireRoute, type Place, type Route } from './place.ts';

/** So many times at most is a place tried while it must prove itself: enough to tell, too few to be traffic. */
const trialsPerStableTime = 10;

/**
 * Single attempts sent to a place that is trusted again but has yet to stay so: without them its time of being trusted would
 * prove nothing. One at a time, and one failure starts the time anew: so few could not trip a breaker.
 */
export interface Trials {
  /** A route for a trial, when one is due. */
  begin(place: Place, nowMs: number): Route | null;
  /** For every route; only those of trials matter. */
  settle(route: Route, outcome: AttemptOutcome, nowMs: number): void;
  /** −∞ when none has failed. */
  failedAtMs(place: Place): number;
}

export function createTrials(breaker: BreakerPolicy | null, stableMs: number): Trials {
  const gapMs = stableMs / trialsPerStableTime;
  const out = new Map<Route, Place>();
  const beganAtMs = new Map<Place, number>();
  const failedAtMs = new Map<Place, number>();

  function isFailure(outcome: AttemptOutcome): boolean {
    return breaker === null ? signalsOutage(outcome) : breaker.countedOutcomes.includes(outcome);
  }

  function isOut(place: Place): boolean {
    for (const tried of out.values()) if (tried === place) return true;
    return false;
  }

  return {
    begin(place, nowMs) {
      const lastMs = beganAtMs.get(place);
      if ((lastMs !== undefined && nowMs - lastMs < gapMs) || isOut(place)) return null;
      const route = acquireRoute(place, nowMs);
      if (route === null) return null;
      // A route of its own, by which its answer is known again.
      const trial = { ...route };
      out.set(trial, place);
      beganAtMs.set(place, nowMs);
      return trial;
    },
    settle(route, outcome, nowMs) {
      if (out.size === 0) return;
      const place = out.get(route);
      if (place === undefined) return;
      out.delete(route);
      if (isFailure(outcome)) failedAtMs.set(place, nowMs);
    },
    failedAtMs: (place) => failedAtMs.get(place) ?? Number.NEGATIVE_INFINITY,
  };
}
