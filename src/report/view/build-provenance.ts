import type { Result } from '../../shared/contracts/result.ts';
import { formatBytes, formatCount } from '../../shared/format.ts';

export interface ProvenanceRow {
  label: string;
  value: string;
}

export function buildProvenance(result: Result): ProvenanceRow[] {
  const { drill, run, totals, comparison } = result;
  return [
    { label: 'Drill', value: `${drill.name} (${drill.file})` },
    ...(drill.variant === null ? [] : [{ label: 'Variant', value: drill.variant }]),
    { label: 'Drill hash', value: drill.hash },
    { label: 'Run', value: run.id },
    { label: 'Started', value: run.startedAt },
    { label: 'Finished', value: run.finishedAt },
    { label: 'Seed', value: String(run.seed) },
    { label: 'Target', value: run.target },
    { label: 's3drill', value: run.s3drillVersion },
    { label: 'k6', value: run.k6Version },
    { label: 'Machine', value: run.machine },
    { label: 'Operations', value: `${formatCount(totals.operations)} (${formatCount(totals.attempts)} attempts)` },
    {
      label: 'Requests the gateways counted',
      value: `${formatCount(totals.requestsReceived)} received (${formatCount(totals.seedingAttempts)} while seeding), ${formatCount(totals.cutBeforeRequest)} cut before a request`,
    },
    { label: 'Payload', value: `${formatBytes(totals.bytesSent)} sent, ${formatBytes(totals.bytesReceived)} received` },
    { label: 'Baseline runs', value: comparison?.baselineRuns.join(', ') || 'none' },
  ];
}
