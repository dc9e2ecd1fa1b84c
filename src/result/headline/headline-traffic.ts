import type { MeasureName, Plan } from '../../shared/contracts/plan.ts';
import { formatMs, joinWords } from '../../shared/format.ts';
import { listShiftingTraffic } from '../traffic/list-shifting-traffic.ts';
import type { HeadlineFacts } from './headline-facts.ts';

/** Where the traffic went and when it came back; '' when it never moved, or `told` says it already. */
export function describeTraffic(facts: HeadlineFacts, told: MeasureName | undefined): string {
  const { failoverMs, failbackMs, revertedAtMs } = facts.recovery;
  if (failoverMs === null || told === 'failbackTime') return '';
  const back =
    failbackMs !== null
      ? `returned ${formatMs(failbackMs)} after the fault ended`
      : revertedAtMs !== null && isMeantToReturn(facts.plan)
        ? 'had not returned when the run ended'
        : '';
  if (told === 'failoverTime') return back === '' ? '' : `it ${back}`;
  return `traffic moved to ${findRefuge(facts)} in ${formatMs(failoverMs)}${back === '' ? '' : ` and ${back}`}`;
}

/** Share of what the regions that take over served, from which on one of them stands for all. */
const namedShare = 0.95;

/** Where the traffic went: one region, where nearly all of it went there. Of several that share it by weight none is. */
export function findRefuge({ plan, operations }: HeadlineFacts): string {
  const others = 'the other regions';
  const traffic = listShiftingTraffic(plan);
  const served = (region: string) =>
    operations
      .filter((row) => row.phase === 'fault' && row.region === region)
      .reduce((sum, row) => sum + row.succeeded, 0);
  const refuges = [...new Set(traffic.flatMap(({ refuge }) => refuge))];
  const [only] = refuges;
  if (only !== undefined && refuges.length === 1) return only;
  if (traffic.some(({ homeShare }) => homeShare < 1)) return others;
  const all = refuges.reduce((sum, region) => sum + served(region), 0);
  return refuges.find((region) => served(region) >= namedShare * all) ?? others;
}

/** The regions that the traffic leaves and returns to. */
export function nameHome(plan: Plan): string {
  const homes = [...new Set(listShiftingTraffic(plan).flatMap(({ home }) => home))];
  return homes.length === 0 ? 'its region' : joinWords(homes);
}

function isMeantToReturn(plan: Plan): boolean {
  const shifting = new Set(listShiftingTraffic(plan).map(({ workload }) => workload));
  return plan.workloads.some(({ name, clients: { failover } }) => {
    if (failover === null || !shifting.has(name) || failover.failback.kind === 'never') return false;
    return failover.failback.kind === 'probe' || (failover.operator?.backAtMs ?? null) !== null;
  });
}
