import { countBinMs } from '../../shared/bins.ts';
import type { Plan } from '../../shared/contracts/plan.ts';
import type { PlanClients } from '../../shared/contracts/policies.ts';
import type { DrillEvent, EventType } from '../../shared/contracts/telemetry.ts';
import type { BinSums } from '../tally/sum-bins.ts';
import type { Tally } from '../tally/tally.ts';

/** Client and gateway stamp events in different processes of one machine: so much may they differ. */
const clockSlackMs = 10;

/** Events by which a client says that it has noticed something wrong with a region. */
const distrustTypes: ReadonlySet<EventType> = new Set(['breakerOpened', 'regionUnhealthy']);

/**
 * Detection time, in ms from t_f: the first breaker of a faulted region that opened, or health probe that found it
 * unhealthy, or the first attempt sent elsewhere because of the fault, whichever came first. The latter is the
 * `failedOver` event of a client that sends to a faulted region, by its own judgement or an operator's; where no client reported any, the first counting bin
 * after t_f with attempts sent elsewhere than planned, to its end (attempts are binned by their operation's scheduled
 * time, so this is coarser). null: never.
 */
export function measureDetection(tally: Tally, faultAtMs: number | null): number | null {
  if (faultAtMs === null) return null;
  const faulted = new Set(tally.plan.faults.map((fault) => fault.region));
  const noticed = tally.events.filter(
    (event) =>
      event.atMs >= faultAtMs - clockSlackMs &&
      ((event.type === 'failedOver' && concerns(faulted, tally.plan, event)) ||
        (distrustTypes.has(event.type) && (event.region === undefined || faulted.has(event.region)))),
  );
  const atMs =
    noticed.length > 0
      ? noticed.reduce((first, event) => Math.min(first, event.atMs), Number.POSITIVE_INFINITY)
      : findDiverted(tally, faultAtMs);
  return atMs === null ? null : Math.max(0, atMs - faultAtMs);
}

/** Whether the client that tells the event plans operations for a faulted region. */
function concerns(faulted: ReadonlySet<string>, plan: Plan, { client }: DrillEvent): boolean {
  const clients = client === undefined ? undefined : findClients(plan, client);
  if (clients === undefined) return true;
  const weights = clients.failover?.weights ?? null;
  const planned = weights === null ? [clients.primary] : Object.keys(weights);
  return planned.some((region) => faulted.has(region));
}

/** The settings of a client, by its number over all workloads. */
function findClients({ workloads }: Plan, client: number): PlanClients | undefined {
  let last = 0;
  for (const { clients } of workloads) {
    last += clients.count;
    if (client <= last) return clients;
  }
  return undefined;
}

function findDiverted({ divertedBins }: Tally, faultAtMs: number): number | null {
  const firstBin = Math.floor(faultAtMs / countBinMs);
  const bin = divertedBins.findIndex((count, index) => index >= firstBin && count > 0);
  return bin < 0 ? null : (bin + 1) * countBinMs;
}

/**
 * The other sense of detection, in ms from t_f: start of the first counting bin, from the one that holds t_f on, whose
 * success is below the target. null: success never fell below it.
 */
export function measureSymptom(bins: BinSums, target: number, faultAtMs: number | null): number | null {
  if (faultAtMs === null) return null;
  const firstBin = Math.floor(faultAtMs / countBinMs);
  const bin = bins.total.findIndex(
    (count, index) => index >= firstBin && count > 0 && (bins.succeeded[index] ?? 0) / count < target,
  );
  return bin < 0 ? null : Math.max(0, bin * countBinMs - faultAtMs);
}
