import type { FaultSelectors, PlannedFault } from '../shared/contracts/plan.ts';
import type { FaultResult } from '../shared/contracts/result.ts';
import { formatCount, formatPercent, joinWords } from '../shared/format.ts';
import { drawnShare } from './measures/measure-faults.ts';

/** What a region did while the fault held it. */
const deeds: Readonly<Record<string, string>> = {
  internalError: 'answered InternalError',
  serviceUnavailable: 'answered ServiceUnavailable',
  slowDown: 'answered SlowDown',
  tooManyRequests: 'answered 429',
  badGateway: 'answered 502',
  gatewayTimeout: 'answered 504',
  requestTimeout: 'answered RequestTimeout',
  conflict: 'answered ConditionalRequestConflict',
  errorIn200: 'answered 200 with an error inside',
  latency: 'answered late',
  blackhole: 'never answered',
  reset: 'reset connections',
  truncate: 'cut its answers short',
  corrupt: 'returned corrupt objects',
};

/** `us-east-1 answered InternalError (30 % of GetObject)`; null when no fault was observed. */
export function describeFaults(planned: readonly PlannedFault[], faults: readonly FaultResult[]): string | null {
  const observed = new Set(faults.filter(({ injected }) => injected > 0).map(({ id }) => id));
  if (observed.size === 0) return null;
  return joinWords([...new Set(planned.filter(({ id }) => observed.has(id)).map(describeFault))]);
}

function describeFault(fault: PlannedFault): string {
  const deed = deeds[fault.kind] ?? `was under the fault ${fault.kind}`;
  const beyond = drawnShare(fault) === null ? ' beyond its rate' : '';
  return `${fault.region} ${deed}${beyond}${describeSelectors(fault.selectors)}`;
}

/** ` (30 % of GetObject)`, ` (the first 7 PutObject)`, ` (20 % of requests under logs/)`; '' where all requests were met. */
function describeSelectors({ operations, prefix, probability = 1, first }: FaultSelectors): string {
  const named = operations === undefined ? 'requests' : joinWords(operations);
  const under = prefix === undefined ? '' : ` under ${prefix}`;
  const counted = `${first === undefined ? '' : `the first ${formatCount(first)} `}${named}${under}`;
  if (probability < 1) return ` (${formatPercent(probability)} of ${counted})`;
  return counted === 'requests' ? '' : ` (${counted})`;
}
