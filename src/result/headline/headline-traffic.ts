import type { MeasureName } from '../../shared/contracts/plan.ts';
import { formatMs } from '../../shared/format.ts';
import type { HeadlineFacts } from './headline-facts.ts';

/** Where the traffic went and when it came back; '' when it never moved, or `told` says it already. */
export function describeTraffic(facts: HeadlineFacts, told: MeasureName | undefined): string {
  const { failoverMs, failbackMs, revertedAtMs } = facts.recovery;
  if (failoverMs === null || told === 'failbackTime') return '';
  const back =
    failbackMs !== null
      ? `returned ${formatMs(failbackMs)} after the fault ended`
      : revertedAtMs !== null && facts.plan.clients.failover?.failback === 'probe'
        ? 'had not returned when the run ended'
        : '';
  if (told === 'failoverTime') return back === '' ? '' : `it ${back}`;
  return `traffic moved to ${findRefuge(facts)} in ${formatMs(failoverMs)}${back === '' ? '' : ` and ${back}`}`;
}

/** The standby that served most of the fault phase. */
export function findRefuge({ plan, operations }: HeadlineFacts): string {
  const served = (region: string) =>
    operations
      .filter((row) => row.phase === 'fault' && row.region === region)
      .reduce((sum, row) => sum + row.succeeded, 0);
  const standby = plan.clients.standby;
  return standby.toSorted((left, right) => served(right) - served(left))[0] ?? 'a standby';
}
