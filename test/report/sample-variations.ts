import {
  type Comparison,
  type PhaseResult,
  type Result,
  type Rule,
  resultSchema,
} from '../../src/shared/contracts/result.ts';
import { type Priority, priorities } from '../../src/shared/operations.ts';
import { createRandom } from '../../src/shared/random.ts';
import { buildSampleResult } from './sample-result.ts';
import { primary } from './simulate-operations.ts';

export const buildMissedResult = (): Result => buildSampleResult({ failoverMs: 6000 });

/** Nobody fails over, and nothing recovers before the fault ends. */
export const buildUnrecoveredResult = (): Result => buildSampleResult({ failoverMs: null });

export function buildInvalidResult(): Result {
  const result = buildSampleResult();
  result.validity = {
    valid: false,
    reasons: ['fault fault-1 was never observed: 0 requests matched it', 'k6 used 1.97 of 2 cores'],
    warnings: ['operations started up to 412 ms late'],
  };
  result.verdict.status = 'invalid';
  result.verdict.headline = 'The fault never reached a request, so the drill proves nothing.';
  for (const fault of result.faults) Object.assign(fault, { observed: null, matched: 0, injected: 0 });
  return resultSchema.parse(result);
}

export function buildInterruptedResult(): Result {
  const result = buildSampleResult();
  result.verdict.status = 'interrupted';
  result.verdict.headline = 'Interrupted after 12 s of 40 s: what was measured until then follows.';
  Object.assign(result.recovery, { revertedAtMs: null, failbackMs: null, failbackErrors: null, recoveryMs: null });
  for (const series of result.timeline.series) series.values = series.values.slice(0, 12_000 / result.timeline.binMs);
  const recoveryRule = result.verdict.rules.find((rule) => rule.measure === 'recoveryTime') as Rule;
  Object.assign(recoveryRule, {
    status: 'inconclusive',
    value: null,
    explanation: 'The run ended before its recovery.',
  });
  const empty = { operations: 0, succeeded: 0, failed: 0, offeredPerSecond: 0, goodputPerSecond: 0 };
  const unknown = { successRate: null, successLow: null, successHigh: null };
  const latencyMs = { p50: null, p95: null, p99: null, max: null };
  Object.assign(result.phases[2] as PhaseResult, { ...empty, ...unknown, latencyMs });
  return resultSchema.parse(result);
}

export function buildInconclusiveResult(): Result {
  const result = buildSampleResult();
  result.verdict.status = 'inconclusive';
  result.verdict.headline = 'Too few operations to tell whether the p99 of the fault phase held.';
  Object.assign(result.verdict.rules[1] as Rule, {
    status: 'inconclusive',
    value: null,
    explanation: 'n = 120 is too small for a p99.',
  });
  return resultSchema.parse(result);
}

export function buildComparedResult(): Result {
  const result = buildSampleResult();
  const shared = { region: null, op: null, minimumDetectable: 0.08, primary: true, note: '' } as const;
  const metrics: Comparison['metrics'] = [
    {
      ...shared,
      id: 'success(fault)',
      phase: 'fault',
      unit: 'ratio',
      baseline: 0.9962,
      candidate: result.phases[1]?.successRate ?? null,
      delta: 0.0018,
      low: -0.0009,
      high: 0.0045,
      tolerance: 0.005,
      baselineRange: [0.9951, 0.9969],
      verdict: 'pass',
    },
    {
      ...shared,
      id: 'p99(fault)',
      phase: 'fault',
      unit: 'ms',
      baseline: 71.2,
      candidate: result.phases[1]?.latencyMs.p99 ?? null,
      delta: 0.31,
      low: 0.17,
      high: 0.46,
      tolerance: 0.15,
      baselineRange: [66.4, 78.1],
      verdict: 'regressed',
      note: 'slower than every baseline',
    },
    {
      ...shared,
      id: 'recoveryTime',
      phase: null,
      unit: 'ms',
      baseline: 520,
      candidate: 440,
      delta: -0.08,
      low: -0.2,
      high: 0.04,
      tolerance: 1,
      baselineRange: [470, 610],
      verdict: 'pass',
    },
    {
      ...shared,
      id: 'retryAmplification(fault)',
      phase: 'fault',
      unit: 'factor',
      baseline: 1.03,
      candidate: 1.04,
      delta: 0.01,
      low: -0.02,
      high: 0.04,
      tolerance: 0.2,
      baselineRange: [1.02, 1.05],
      verdict: 'inconclusive',
      primary: false,
    },
  ];
  result.comparison = {
    baselineRuns: ['r-1', 'r-2', 'r-3', 'r-4', 'r-5'],
    candidateRuns: [result.run.id],
    verdict: 'regressed',
    metrics,
  };
  result.verdict.status = 'regressed';
  result.verdict.headline = 'p99 in the fault phase is 31 % above its baselines, with a tolerance of 15 %.';
  result.durability = {
    acknowledged: 2411,
    indeterminate: 17,
    lost: 3,
    permanentlyLost: 0,
    stale: 5,
    duplicates: 1,
    clobbered: 0,
    corrupt: 0,
    dataLossMs: 480,
  };
  return resultSchema.parse(result);
}

/** Two workloads, one of them closed, and operations of three priorities, of which the fault shed the least important. */
export function buildShedResult(): Result {
  const result = buildSampleResult();
  const [default_] = result.load;
  if (default_ === undefined) throw new Error('the sample has a load');
  result.load = [
    { ...default_, workload: 'checkout' },
    { ...default_, workload: 'reports', model: 'closed', description: '16 in flight (closed)', clients: 2 },
  ];
  result.workloads = result.workloads.flatMap((row) => [
    { ...row, workload: 'checkout' },
    { ...row, workload: 'reports' },
  ]);
  result.priorities = result.priorities.flatMap((row) =>
    priorities.map((priority) => ({ ...row, priority, shed: shedOf(row.phase, priority) })),
  );
  result.totals.shed = 412;
  Object.assign(result.phases[1] as PhaseResult, { shed: 412 });
  const shed = result.timeline.series.find((series) => series.measure === 'shed');
  if (shed !== undefined) shed.values = shed.values.map((_, i) => (i >= 11 && i < 25 ? 30 : 0));
  result.events.push(
    { atMs: 10_900, type: 'sheddingStarted', client: 3, detail: 'deferrable' },
    { atMs: 26_400, type: 'sheddingStopped', client: 3, detail: 'deferrable' },
    { atMs: 11_200, type: 'limitChanged', client: 3, detail: 'from 8 to 6' },
    { atMs: 11_000, type: 'regionUnhealthy', client: 1, region: primary },
  );
  return resultSchema.parse(result);
}

function shedOf(phase: string, priority: Priority): number {
  return phase === 'fault' && priority === 'deferrable' ? 412 : 0;
}

/** What a user may call things to break a page, a table, a shell or a parser. */
export const hostileName = `<script>globalThis.hacked=1</script><img src=x onerror="hacked=1">'"&|\`*_]\n## x\u0007\u001b[31m`;

export function buildHostileResult(): Result {
  const result = buildComparedResult();
  const rename = (text: string) => (text === primary ? hostileName : text);
  for (const row of result.load) Object.assign(row, { workload: hostileName, description: hostileName });
  result.workloads = result.workloads.flatMap((row) => [row, { ...row, workload: hostileName }]);
  for (const row of result.breakers) row.region = hostileName;
  result.drill = { ...result.drill, name: hostileName, hypothesis: hostileName, file: hostileName };
  result.run = { ...result.run, id: hostileName, machine: hostileName, target: hostileName };
  result.validity = { valid: true, reasons: [hostileName], warnings: [hostileName] };
  result.verdict.headline = hostileName;
  result.verdict.status = 'missed';
  for (const rule of result.verdict.rules)
    Object.assign(rule, { status: 'missed', id: `${rule.id} ${hostileName}`, explanation: hostileName });
  for (const row of [...result.operations, ...result.attempts]) row.region = rename(row.region);
  for (const cell of result.blastRadius.cells) Object.assign(cell, { region: rename(cell.region), code: hostileName });
  result.blastRadius.summary = hostileName;
  for (const fault of result.faults) Object.assign(fault, { id: hostileName, kind: hostileName, region: hostileName });
  for (const series of result.timeline.series) series.region = series.region === null ? null : rename(series.region);
  for (const event of result.events) Object.assign(event, { region: hostileName, detail: hostileName });
  for (const metric of result.comparison?.metrics ?? []) Object.assign(metric, { id: hostileName, note: hostileName });
  return resultSchema.parse(result);
}

/** An hour at full breadth: 100 ms bins, ten regions, 20,000 events. */
export function buildLongResult(): Result {
  const result = buildSampleResult();
  const random = createRandom(3);
  const bins = 36_000;
  const fill = (read: () => number | null) => Array.from({ length: bins }, read);
  const regions = [
    'us-east-1',
    'us-west-2',
    'eu-west-1',
    'eu-central-1',
    'ap-south-1',
    'sa-east-1',
    'r7',
    'r8',
    'r9',
    'r10',
  ];
  const overall = ['p50', 'p95', 'p99', 'offered', 'completed', 'failed', 'shed', 'attempts', 'retries'] as const;
  result.timeline.series = [
    ...regions.flatMap((region) => [
      {
        id: `success:${region}`,
        measure: 'success' as const,
        region,
        values: fill(() => (random() < 0.02 ? null : 1 - random() ** 9)),
      },
      { id: `share:${region}`, measure: 'share' as const, region, values: fill(() => random() / 10) },
    ]),
    { id: 'success', measure: 'success', region: null, values: fill(() => 1 - random() ** 12) },
    ...overall.map((measure) => ({ id: measure, measure, region: null, values: fill(() => 10_000 * random()) })),
  ];
  result.timeline.binMs = 100;
  const ends = [0, 600_000, 3_000_000, 3_600_000];
  for (const [i, phase] of result.phases.entries()) Object.assign(phase, { fromMs: ends[i], toMs: ends[i + 1] });
  Object.assign(result.faults[0] ?? {}, { fromMs: 600_000, toMs: 3_000_000 });
  result.events = Array.from({ length: 20_000 }, (_, i) => ({
    atMs: i * 180,
    type: 'breakerOpened' as const,
    client: 1 + (i % 50),
    region: regions[i % 10] as string,
  }));
  return result;
}
