import { type OperationName, type PhaseName, phaseNames } from '../../src/shared/operations.ts';
import type { Random } from '../../src/shared/random.ts';

export const primary = 'us-east-1';
export const standby = 'us-west-2';
export const durationMs = 40_000;
export const faultMs = { from: 10_020, to: 25_010 };
export const windows: Record<PhaseName, [number, number]> = {
  steady: [0, 10_000],
  fault: [10_000, 25_000],
  recovery: [25_000, 40_000],
};
const perSecond = 200;

export interface Simulated {
  atMs: number;
  phase: PhaseName;
  op: OperationName;
  region: string;
  ok: boolean;
  latencyMs: number;
  /** Attempts that failed at the primary before the last one. */
  failedAttempts: number;
}

export function simulate(random: Random, failoverMs: number | null): Simulated[] {
  const operations: Simulated[] = [];
  let atMs = 0;
  for (;;) {
    atMs += (-Math.log(1 - random()) * 1000) / perSecond;
    if (atMs >= durationMs) return operations;
    const phase = phaseNames.find((name) => atMs < windows[name][1]) ?? 'recovery';
    const op: OperationName = random() < 0.7 ? 'GetObject' : 'PutObject';
    const faulted = atMs >= faultMs.from && atMs < faultMs.to;
    const moved = failoverMs !== null && atMs >= faultMs.from + failoverMs && atMs < faultMs.to + 900;
    const spread = Math.exp(0.5 * (random() + random() + random() - 1.5));
    const base = (op === 'PutObject' ? 14 : 9) * spread;
    if (moved) {
      operations.push({
        atMs,
        phase,
        op,
        region: standby,
        ok: random() > 0.0005,
        latencyMs: base * 2.6,
        failedAttempts: 0,
      });
    } else if (faulted) {
      const rescued = failoverMs !== null && atMs > faultMs.from + failoverMs - 180;
      const region = rescued ? standby : primary;
      operations.push({
        atMs,
        phase,
        op,
        region,
        ok: rescued,
        latencyMs: base + 150 * random() + 90,
        failedAttempts: rescued ? 2 : 3,
      });
    } else {
      operations.push({ atMs, phase, op, region: primary, ok: random() > 0.0003, latencyMs: base, failedAttempts: 0 });
    }
  }
}
