import type { Plan } from '../shared/contracts/plan.ts';
import { formatBytes, formatCount } from '../shared/format.ts';
import type { Estimate } from './estimate.ts';
import { formatDuration } from './format.ts';

/** A plan and its estimate as text for a terminal, ending in a line break. */
export function describePlan(plan: Plan, estimate: Estimate): string {
  const { drill, clients, load, objectives, seed } = plan;
  const title = drill.hypothesis === null ? [] : [`  ${drill.hypothesis}`];
  const sections = [
    [`${drill.name} (${drill.file})`, ...title],
    [
      'Targets',
      ...alignColumns(estimate.targets.map(({ region, role, endpoint, note }) => [region, role, endpoint, note])),
    ],
    ['Timeline', ...alignColumns(estimate.timeline.map(({ atMs, text }) => [formatDuration(atMs), text]))],
    [
      'Load',
      `  ${clients.count} clients × ${clients.concurrency} operations in flight, ${load.perSecond}/s, ${load.arrivals} arrivals`,
      ...alignColumns(estimate.operationsByName.map(({ name, count }) => [name, formatCount(count)])),
    ],
    [
      'Expected, without retries',
      ...alignColumns([
        ['operations', formatCount(estimate.operations)],
        [
          'requests',
          `${formatCount(estimate.requests)}, ${formatCount(estimate.seedingRequests)} of them to seed objects`,
        ],
        ['sent', `${formatBytes(estimate.bytesSent)} of objects`],
        ['received', `${formatBytes(estimate.bytesReceived)} of objects`],
        [
          'seeded',
          `${formatCount(estimate.seededObjects)} objects, ${formatBytes(estimate.seededBytes)} in each region`,
        ],
        ['duration', formatDuration(estimate.durationMs)],
        ['cost', `$${estimate.cost}: ${estimate.costNote}`],
      ]),
    ],
    ['Objectives', ...(objectives.length === 0 ? ['  none'] : objectives.map(({ id }) => `  ${id}`))],
    [`Seed ${seed}, hash ${drill.hash}`],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
