import type { FailoverPolicy } from '../../shared/contracts/policies.ts';
import type { AttemptOutcome } from '../../shared/outcome.ts';
import { signalsOutage } from '../taxonomy.ts';

/** What health probes have found out about a region. */
export interface Health {
  isHealthy: boolean;
  /** When that last changed; −∞ when it never did. */
  changedAtMs: number;
  /** Latest probes in a row that speak against it as it now counts. */
  contrary: number;
}

/** A region counts as healthy until probes have told otherwise. */
export function createHealth(): Health {
  return { isHealthy: true, changedAtMs: Number.NEGATIVE_INFINITY, contrary: 0 };
}

/** Takes in a probe's answer; true when the region's health has changed. */
export function noteProbeOutcome(
  health: Health,
  { unhealthyAfter, healthyAfter }: NonNullable<FailoverPolicy['healthProbe']>,
  outcome: AttemptOutcome,
  nowMs: number,
): boolean {
  const isContrary = signalsOutage(outcome) === health.isHealthy;
  health.contrary = isContrary ? health.contrary + 1 : 0;
  if (health.contrary < (health.isHealthy ? unhealthyAfter : healthyAfter)) return false;
  health.isHealthy = !health.isHealthy;
  health.changedAtMs = nowMs;
  health.contrary = 0;
  return true;
}
