import type { DrillEvent } from '../../src/shared/contracts/telemetry.ts';
import type { OperationName } from '../../src/shared/operations.ts';
import type { Random } from '../../src/shared/random.ts';
import { primary, standby } from './build-plan.ts';
import type { Behave, SimulatedOperation } from './simulate-run.ts';

/** Standard normal, by Box and Muller. */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function drawLognormal(random: Random, median: number, sigma: number): number {
  return median * Math.exp(sigma * drawNormal(random));
}

export function succeed(region: string, latencyMs: number): SimulatedOperation {
  return { outcome: 'ok', region, latencyMs, attempts: [{ region, outcome: 'ok', code: '', afterMs: 0 }] };
}

/** Three attempts, each answered InternalError, spread over the backoff. */
export function failThrice(region: string, random: Random): SimulatedOperation {
  const second = 20 + 80 * random();
  const third = second + 20 + 180 * random();
  const attempts = [0, second, third].map((afterMs) => ({
    region,
    outcome: 'serverError' as const,
    code: 'InternalError',
    afterMs,
  }));
  return { outcome: 'failed', region, latencyMs: third + 5, attempts };
}

export function shed(): SimulatedOperation {
  return { outcome: 'shed', region: '', latencyMs: 0, attempts: [] };
}

/** Every operation succeeds on the primary in about 10 ms. */
export function healthy(_scheduledMs: number, _op: OperationName, random: Random): SimulatedOperation {
  return succeed(primary, drawLognormal(random, 10, 0.3));
}

/** What is planted in `failOverAndBack`; times from the start of the run. */
export const planted = {
  faultAtMs: 10_020,
  revertedAtMs: 25_050,
  /** From here on the standby serves; in between everything fails. */
  shiftedAtMs: 10_400,
  /** From here on the primary serves again. */
  returnedAtMs: 31_100,
};

/** One client turns from the primary to the standby when traffic shifts. */
export function turn(client = 1, atMs: number = planted.shiftedAtMs, region = standby): DrillEvent {
  return { atMs, type: 'failedOver', client, region, detail: `from ${primary}` };
}

/** Errors from the first faulted request until the shift, then the standby, then back: a drill as it should go. */
export const failOverAndBack: Behave = (scheduledMs, _, random) => {
  if (scheduledMs >= planted.faultAtMs && scheduledMs < planted.shiftedAtMs) return failThrice(primary, random);
  const away = scheduledMs >= planted.shiftedAtMs && scheduledMs < planted.returnedAtMs;
  return succeed(away ? standby : primary, drawLognormal(random, 10, 0.3));
};
