import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Result, resultSchema } from '../../src/shared/contracts/result.ts';
import { readJson } from '../../src/store/read-json.ts';
import { runInLanes } from './run-in-lanes.ts';
import { listReadyDrills, writeShortened } from './shorten.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
/** A drill mostly waits: so many together leave half of two cores idle. */
const lanes = 3;

/** How each ready drill is shortened: the same acts, less time between them. */
const shortened: Record<string, string> = {
  'regional-failover': `phases: { steady: '4s', fault: '5s', recovery: '8s' }, stableWindow: '2s'`,
  'retry-storm': `phases: { steady: '3s', fault: '9s', recovery: '4s' }, stableWindow: '2s',
    load: load.spike({ base: '40/s', peak: '2000/s', at: '3500ms', for: '100ms' })`,
  'throttling-429-vs-503': `phases: { steady: '4s', fault: '8s', recovery: '5s' }, stableWindow: '2s'`,
  'timeout-budget': `phases: { steady: '3s', fault: '9s', recovery: '5s' }, stableWindow: '2s', faults: [
      faults.badGateway({ region: 'us-east-1', for: '3s' }),
      faults.gatewayTimeout({ region: 'us-east-1', at: '3s', for: '3s', after: '1500ms' }),
      faults.latency({ region: 'us-east-1', at: '6s', for: '3s', delay: '5s' })]`,
  'shed-non-critical': `phases: { steady: '3s', fault: '8s', recovery: '6s' }, stableWindow: '2s'`,
  'hedged-reads': `phases: { steady: '4s', fault: '6s', recovery: '4s' }, stableWindow: '2s'`,
  'active-active': `phases: { steady: '4s', fault: '5s', recovery: '14s' }, stableWindow: '2s'`,
};

interface Ran {
  exitCode: number | undefined;
  stderr: string;
  status: string;
  /** By variant; '' where there are none. */
  results: Map<string, Result>;
  page: string;
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
    if (stdout === '') return { exitCode, stderr, status: 'nothing', results, page: '' };
    const line = JSON.parse(stdout);
    const variants: { name: string; runDir: string }[] = line.variants ?? [{ name: '', runDir: line.runDir }];
    for (const { name: variant, runDir } of variants) {
      results.set(variant, await readJson(join(runDir, 'result.json'), resultSchema, 'a result'));
    }
    return { exitCode, stderr, status: line.status, results, page: await readFile(line.report, 'utf8') };
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
  for (const [index, name] of names.entries()) ran.set(name, all[index] as Ran);
}, 240_000);

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

  test('variants meet the same arrivals: as many operations of each kind in each phase', () => {
    for (const name of ['retry-storm', 'hedged-reads', 'timeout-budget']) {
      const counts = [...readRan(name).results.values()].map(({ phases }) =>
        phases.map(({ operations }) => operations),
      );
      expect(counts[1]).toEqual(counts[0]);
    }
  });

  test('429 opens no breaker and moves nobody; 503 opens them all and moves everybody', () => {
    const { breakers, attempts } = read('throttling-429-vs-503');
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
