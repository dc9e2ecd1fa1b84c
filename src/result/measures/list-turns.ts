import type { Plan } from '../../shared/contracts/plan.ts';
import type { PlanClients } from '../../shared/contracts/policies.ts';
import type { DrillEvent, EventType } from '../../shared/contracts/telemetry.ts';
import type { Tally } from '../tally/tally.ts';

/** Client and gateway stamp events in different processes of one machine: so much may they differ. */
export const clockSlackMs = 10;

/**
 * The events of these types from t_f on, within the clocks' difference, of clients that send to a faulted region, by their
 * own judgement or an operator's: a client that turns away from a healthy region says nothing about the fault.
 */
export function listTurns(
  { plan, events }: Pick<Tally, 'plan' | 'events'>,
  faultAtMs: number,
  types: readonly Extract<EventType, 'failedOver' | 'diverted'>[],
): DrillEvent[] {
  const wanted: ReadonlySet<EventType> = new Set(types);
  const faulted = new Set(plan.faults.map(({ region }) => region));
  return events.filter(
    (event) => wanted.has(event.type) && event.atMs >= faultAtMs - clockSlackMs && concerns(faulted, plan, event),
  );
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
