import type { FaultResult } from '../shared/contracts/result.ts';
import { formatPercent, joinWords } from '../shared/format.ts';

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

/** `us-east-1 answered InternalError`; null when no fault was observed. */
export function describeFaults(faults: readonly FaultResult[]): string | null {
  const observed = faults.filter((fault) => fault.injected > 0);
  if (observed.length === 0) return null;
  return joinWords([...new Set(observed.map(describeFault))]);
}

function describeFault({ kind, region, requested }: FaultResult): string {
  const deed = deeds[kind] ?? `was under the fault ${kind}`;
  return `${region} ${deed}${requested < 1 ? ` (${formatPercent(requested)} of requests)` : ''}`;
}
