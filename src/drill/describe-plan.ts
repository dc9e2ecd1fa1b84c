import type { Plan } from '../shared/contracts/plan.ts';
import { formatBytes, formatCount } from '../shared/format.ts';
import { alignColumns } from './describing/align-columns.ts';
import { describeWorkload } from './describing/describe-workload.ts';
import { toPlainLine } from './describing/plain-text.ts';
import type { Estimate } from './estimate.ts';
import { formatDuration } from './format.ts';

/** A plan and its estimate as text for a terminal, ending in a line break. */
export function describePlan(plan: Plan, estimate: Estimate): string {
  const { drill, objectives, seed } = plan;
  const sections = [
    describeTitle(plan),
    [
      'Targets',
      ...alignColumns(estimate.targets.map(({ region, role, endpoint, note }) => [region, role, endpoint, note])),
    ],
    ['Timeline', ...alignColumns(estimate.timeline.map(({ atMs, text }) => [formatDuration(atMs), toPlainLine(text)]))],
    ...describeLoads(plan, estimate),
    describeExpectation(estimate),
    ['Objectives', ...(objectives.length === 0 ? ['  none'] : objectives.map(({ id }) => `  ${id}`))],
    [`Seed ${seed}, hash ${drill.hash}`],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function describeTitle({ drill: { name, file, hypothesis, variant } }: Plan): string[] {
  return [
    `${name} (${toPlainLine(file)})`,
    ...(hypothesis === null ? [] : [`  ${toPlainLine(hypothesis)}`]),
    ...(variant === null ? [] : [`  Variant ${variant}`]),
  ];
}

function describeLoads({ workloads, regions }: Plan, estimate: Estimate): string[][] {
  const regionNames = regions.map(({ name }) => name);
  return workloads.flatMap((workload, index) => {
    const expected = estimate.workloads[index];
    if (expected === undefined) return [];
    const heading = workloads.length === 1 ? 'Load' : `Load of ${workload.name}`;
    return [[heading, ...describeWorkload(workload, expected, regionNames)]];
  });
}

function describeExpectation(estimate: Estimate): string[] {
  const { requests, seedingRequests, probeRequests } = estimate;
  const probes = probeRequests === 0 ? '' : `, ${formatCount(probeRequests)} to probe health`;
  const rows = [
    ['operations', formatCount(estimate.operations)],
    ['requests', `${formatCount(requests)}, ${formatCount(seedingRequests)} of them to seed objects${probes}`],
    ['sent', describeBytes(estimate.bytesSent)],
    ['received', describeBytes(estimate.bytesReceived)],
    ['seeded', `${formatCount(estimate.seededObjects)} objects, ${formatBytes(estimate.seededBytes)} in each region`],
    ['duration', formatDuration(estimate.durationMs)],
    ['cost', `$${estimate.cost}: ${estimate.costNote}`],
  ];
  const note = '  A closed load sends as much as the regions answer: its numbers are not known before the run.';
  return ['Expected, without retries', ...alignColumns(rows), ...(requests === null ? [note] : [])];
}

function describeBytes(bytes: number | null): string {
  return bytes === null ? formatBytes(bytes) : `${formatBytes(bytes)} of objects`;
}
