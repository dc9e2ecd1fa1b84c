import type { LoadResult, Result } from '../../shared/contracts/result.ts';
import { formatCount, joinWords } from '../../shared/format.ts';

export interface LoadRow {
  workload: string;
  model: string;
  description: string;
  clients: string;
  concurrency: string;
}

export interface LoadView {
  rows: LoadRow[];
  /** What latency counts from, to follow `latency …`. */
  latencyBasis: string;
  /** For the line under the verdict: '' where every load is open. */
  label: string;
}

export function buildLoad({ load }: Pick<Result, 'load'>): LoadView {
  const closed = load.filter(({ model }) => model === 'closed').map(({ workload }) => workload);
  const allClosed = closed.length === load.length;
  return {
    rows: load.map(buildRow),
    latencyBasis: describeLatencyBasis(closed, allClosed),
    label: closed.length === 0 ? '' : allClosed ? 'closed load' : `closed load in ${joinWords(closed)}`,
  };
}

function buildRow({ workload, model, description, clients, concurrency }: LoadResult): LoadRow {
  return { workload, model, description, clients: formatCount(clients), concurrency: formatCount(concurrency) };
}

function describeLatencyBasis(closed: readonly string[], allClosed: boolean): string {
  if (closed.length === 0) return 'from their scheduled time';
  const hidden = 'a stall holds back the operations that would have met it, and these latencies don’t show that';
  if (allClosed) return `from their start, since the load is closed: ${hidden}`;
  return `from their scheduled time; in the closed load of ${joinWords(closed)} from their start: ${hidden}`;
}
