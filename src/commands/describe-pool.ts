import type { Result } from '../shared/contracts/result.ts';
import { formatQuantity } from '../shared/format.ts';
import type { BaselinePool } from '../store/baseline-pool.ts';

/** The runs of a pool as one line of JSON. */
export function listPool(pool: BaselinePool): string {
  const runs = pool.runs.map(({ run, drill, verdict }) => ({
    id: run.id,
    startedAt: run.startedAt,
    status: verdict.status,
    drillHash: drill.hash,
    k6Version: run.k6Version,
  }));
  return `${JSON.stringify({ drill: pool.drill, runs })}\n`;
}

/** The same for people: a line a run. */
export function describePool(pool: BaselinePool): string {
  const lines = pool.runs.map((result) => `${describeRun(result)}\n`);
  return lines.length === 0 ? 'No runs.\n' : lines.join('');
}

/** `drill.baseline.json holds 3 runs now.` */
export function describeSize(path: string, { runs }: BaselinePool): string {
  return `${path} holds ${formatQuantity(runs.length, 'run')} now.\n`;
}

function describeRun({ run, drill, verdict }: Result): string {
  return `${run.id}  ${verdict.status.padEnd(12)}  drill ${drill.hash.slice(0, 12)}  k6 ${run.k6Version}`;
}
