import type { Result } from '../../shared/contracts/result.ts';

/** What to rehearse after a drill that went well: the nearest harder fault that it did not contain. */
const rehearsals: readonly (readonly [kind: string, suggestion: string])[] = [
  ['internalError', 'a region that answers 500 to everything (internalError)'],
  ['latency', 'a grey failure: a share of the requests slow, none failing (latency)'],
  ['blackhole', 'a region that accepts connections and never answers (blackhole)'],
  ['slowDown', 'throttling of the standby under the load it inherits (slowDown)'],
  ['replicationPause', 'a failover while replication stands still (replicationPause)'],
  ['reset', 'connections that are reset halfway (reset)'],
];

export function suggestRehearsal(result: Result): string {
  const rehearsed = new Set(result.faults.map((fault) => fault.kind));
  const next = rehearsals.find(([kind]) => !rehearsed.has(kind));
  const suggestion = next?.[1] ?? 'the same faults at a higher arrival rate';
  return `All held. Rehearse next: ${suggestion}.`;
}
