import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Result, resultSchema } from '../../src/shared/contracts/result.ts';
import type { OperationOutcome } from '../../src/shared/outcome.ts';
import { readJson } from '../../src/store/read-json.ts';
import { readTelemetry } from '../../src/store/telemetry-file.ts';
import { runInLanes } from './run-in-lanes.ts';
import { listReadyDrills, writeShortened } from './shorten.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
/** A drill mostly waits: so many together leave most of two cores idle. */
const lanes = 2;

/** How each ready drill is shortened: the same acts, less time between them. */
const shortened: Record<string, string> = {
  'regional-failover': `phases: { steady: '4s', fault: '5s', recovery: '8s' }, stableWindow: '2s'`,
  'retry-storm': `phases: { steady: '3s', fault: '9s', recovery: '4s' }, stableWindow: '2s',
    load: load.spike({ base: '40/s', peak: '600/s', at: '3500ms', for: '100ms' }),
    faults: [faults.slowDown({ region: 'us-east-1', perPrefixPerSecond: 60 })]`,
  'throttling-429-vs-503': `phases: { steady: '4s', fault: '8s', recovery: '5s' }, stableWindow: '2s'`,
  'timeout-budget': `phases: { steady: '3s', fault: '11s', recovery: '5s' }, stableWindow: '2s', faults: [
      faults.badGateway({ region: 'us-east-1', for: '3s' }),
      faults.gatewayTimeout({ region: 'us-east-1', at: '3s', for: '3s', after: '1500ms' }),
      faults.latency({ region: 'us-east-1', at: '6s', for: '5s', delay: '5s' })]`,
  'shed-non-critical': `phases: { steady: '3s', fault: '8s', recovery: '6s' }, stableWindow: '2s'`,
  'hedged-reads': `phases: { steady: '4s', fault: '6s', recovery: '4s' }, stableWindow: '2s'`,
  'active-active': `phases: { steady: '4s', fault: '5s', recovery: '14s' }, stableWindow: '2s'`,
};

/** How many operations of a run came to what. */
type Outcomes = Partial<Record<OperationOutcome, number>>;

interface Ran {
  exitCode: number | undefined;
  stderr: string;
  status: string;
  /** By variant; '' where there are none. */
  results: Map<string, Result>;
  /** By variant too. */
  outcomes: Map<string, Outcomes>;
  page: string;
}

/** A row of operations ends in what became of them and how many they were. */
async function countOutcomes(telemetry: string): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  for await (const record of readTelemetry(telemetry)) {
    if (record.type !== 'flush') continue;
    for (const row of record.operations) {
      const [outcome, count] = row.slice(-2) as [OperationOutcome, number];
      outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
    }
  }
  return outcomes;
}

async function runShortened(name: string): Promise<Ran> {
  const directory = await mkdtemp(join(tmpdir(), 's3drill-ready-'));
  try {
    const file = await writeShortened(directory, name, shortened[name] ?? '');
    const { exitCode, stdout, stderr } = await execa(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), cli, 'run', file, '--json', '--out', join(directory, 'runs')],
      { reject: false },
    );
    const results = new Map<string, Result>();
    const outcomes = new Map<string, Outcomes>();
    if (stdout === '') return { exitCode, stderr, status: 'nothing', results, outcomes, page: '' };
    const line = JSON.parse(stdout);
    const variants: { name: string; runDir: string }[] = line.variants ?? [{ name: '', runDir: line.runDir }];
    for (const { name: variant, runDir } of variants) {
      results.set(variant, await readJson(join(runDir, 'result.json'), resultSchema, 'a result'));
      outcomes.set(variant, await countOutcomes(join(runDir, 'telemetry.ndjson.gz')));
    }
    return { exitCode, stderr, status: line.status, results, outcomes, page: await readFile(line.report, 'utf8') };
  } finally {
    await rm(directory, { recursive: true });
  }
}

function explain({ results, stderr }: Ran): string {
  const verdicts = [...results].map(([variant, { verdict, validity }]) =>
    [variant, verdict.headline, ...validity.reasons, ...verdict.rules.map(({ id, value }) => `${id}: ${value}`)].join(
      '\n',
    ),
  );
  return [...verdicts, stderr].join('\n\n');
}

const names = Object.keys(shortened).sort();
const ran = new Map<string, Ran>();

function readRan(name: string): Ran {
  return ran.get(name) as Ran;
}

beforeAll(async () => {
  const all = await runInLanes(names, lanes, runShortened);
  // On a machine that is busy with other tests a run may find itself saturated and say so: that proves nothing of the
  // drill, so it has a second chance, by itself.
  for (const [index, name] of names.entries()) {
    if (all[index]?.status === 'invalid') all[index] = await runShortened(name);
  }
  for (const [index, name] of names.entries()) ran.set(name, all[index] as Ran);
}, 400_000);

describe('a ready drill', () => {
  test('is run here, whichever it is', async () => {
    expect(await listReadyDrills()).toEqual(names);
  });

  test.each(names)('shows what it promises: %s', (name) => {
    const drill = readRan(name);
    expect(drill.status, explain(drill)).toBe('passed');
    expect(drill.exitCode).toBe(0);
    expect(drill.page).toContain(name);
  });
});

describe('what the drills show', () => {
  const read = (drill: string, variant = ''): Result => readRan(drill).results.get(variant) as Result;
  const inFault = <T extends { phase: string }>(rows: readonly T[]): T[] =>
    rows.filter(({ phase }) => phase === 'fault');

  test('without jitter the peak of retries per 100 ms stands out against the mean, with jitter it does not', () => {
    const [jitter, none] = [read('retry-storm', 'fullJitter').retries, read('retry-storm', 'noJitter').retries];
    expect(none.synchronisation ?? 0).toBeGreaterThan(2 * (jitter.synchronisation ?? 0));
    expect(Math.max(...none.peaks.values)).toBeGreaterThan(2 * Math.max(...jitter.peaks.values));
  });

  test('a region that refuses only the excess serves a herd that comes back spread out, and not one that comes in waves', () => {
    const [jitter, none] = ['fullJitter', 'noJitter'].map((variant) => read('retry-storm', variant));
    const countFailed = (result?: Result) => result?.phases.find(({ name }) => name === 'fault')?.failed ?? 0;
    expect(countFailed(none)).toBeGreaterThan(10);
    expect(countFailed(jitter)).toBeLessThan(countFailed(none) / 3);
    for (const { faults } of [jitter, none] as Result[]) {
      expect(faults[0]).toMatchObject({ requested: null, observed: expect.any(Number) });
      expect(faults[0]?.observed).toBeLessThan(0.7);
    }
  });

  test('variants meet the same arrivals: as many operations of each kind in each phase', () => {
    for (const name of ['retry-storm', 'hedged-reads', 'timeout-budget']) {
      const counts = [...readRan(name).results.values()].map(({ phases }) =>
        phases.map(({ operations }) => operations),
      );
      expect(counts[1]).toEqual(counts[0]);
    }
  });

  const countServed = (drill: string, region: string): number =>
    inFault(read(drill).operations)
      .filter((row) => row.region === region)
      .reduce((sum, { count }) => sum + count, 0);

  test('429 opens no breaker and moves nobody; 503 opens them all and moves everybody', () => {
    const { breakers, attempts, workloads } = read('throttling-429-vs-503');
    const countPlanned = (name: string) => inFault(workloads).find(({ workload }) => workload === name)?.count ?? 0;
    // Only the throttled clients ask us-east-1: who is served there has stayed.
    expect(countServed('throttling-429-vs-503', 'us-east-1')).toBeGreaterThan(0.9 * countPlanned('throttled'));
    expect(countServed('throttling-429-vs-503', 'us-west-2')).toBeGreaterThan(0.8 * countPlanned('failing'));
    expect(inFault(breakers).find(({ region }) => region === 'us-east-1')?.opened ?? 0).toBe(0);
    expect(inFault(breakers).find(({ region }) => region === 'eu-west-1')?.opened).toBeGreaterThanOrEqual(8);
    expect(inFault(attempts).some(({ outcome, region }) => outcome === 'throttled' && region === 'us-east-1')).toBe(
      true,
    );
  });

  test('502, 504, an attempt’s own timeout and the deadline are told apart', () => {
    const outcomes = new Set(inFault(read('timeout-budget', 'budgeted').attempts).map(({ outcome }) => outcome));
    for (const outcome of ['middleboxError', 'attemptTimeout', 'ok'] as const) expect(outcomes).toContain(outcome);
    const patient = new Set(inFault(read('timeout-budget', 'patient').attempts).map(({ outcome }) => outcome));
    expect(patient).toContain('gatewayTimeout');
  });

  test('who waits with all the time there is runs out of it; who keeps some asks elsewhere', () => {
    const [budgeted, patient] = ['budgeted', 'patient'].map((variant) => {
      const [fault] = read('timeout-budget', variant).phases.filter(({ name }) => name === 'fault');
      const outcomes = readRan('timeout-budget').outcomes.get(variant) ?? {};
      return { failed: fault?.failed ?? 0, deadlineExceeded: outcomes.deadlineExceeded ?? 0 };
    });
    // Each of ten clients at least once: a probe of its breaker, which waits until its operation is over.
    expect(patient?.deadlineExceeded).toBeGreaterThanOrEqual(8);
    expect(patient?.failed).toBeGreaterThanOrEqual(8);
    expect(budgeted?.failed).toBeLessThan((patient?.failed ?? 0) / 4);
    expect(budgeted?.deadlineExceeded).toBeLessThan((patient?.deadlineExceeded ?? 0) / 4);
  });

  test('of two active regions the one that is left serves all, and afterwards both share again', () => {
    const { phases, events, timeline } = read('active-active');
    const [east, west] = ['us-east-1', 'us-west-2'].map((region) => countServed('active-active', region));
    expect(west).toBeGreaterThan(0.9 * ((east ?? 0) + (west ?? 0)));

    const returned = events.filter(({ type, region }) => type === 'failedBack' && region === 'us-east-1');
    expect(new Set(returned.map(({ client }) => client)).size).toBe(10);

    const endMs = phases.find(({ name }) => name === 'recovery')?.toMs ?? 0;
    for (const name of ['us-east-1', 'us-west-2']) {
      const share = timeline.series.find(({ measure, region }) => measure === 'share' && region === name);
      const last = share?.values.slice((endMs - 3000) / timeline.binMs, endMs / timeline.binMs) ?? [];
      const mean = last.reduce<number>((sum, value) => sum + (value ?? 0), 0) / last.length;
      // Some 450 operations: four standard deviations are a tenth.
      expect(mean).toBeGreaterThan(0.4);
      expect(mean).toBeLessThan(0.6);
    }
  });

  test('deferrable operations are shed, critical ones never', () => {
    const { priorities } = read('shed-non-critical');
    expect(inFault(priorities).find(({ priority }) => priority === 'critical')?.shed).toBe(0);
    expect(inFault(priorities).find(({ priority }) => priority === 'deferrable')?.shed).toBeGreaterThan(100);
  });

  test('hedges are sent to the other region, count as attempts, and stay within their budget', () => {
    const { byCause } = read('hedged-reads', 'hedged').retries;
    const hedges = inFault(byCause).find(({ cause }) => cause === 'hedge')?.count ?? 0;
    const first = inFault(byCause).find(({ cause }) => cause === 'first')?.count ?? 0;
    expect(hedges).toBeGreaterThan(20);
    expect(hedges / first).toBeLessThan(0.16);
    expect(inFault(read('hedged-reads', 'plain').retries.byCause).some(({ cause }) => cause === 'hedge')).toBe(false);
  });
});
