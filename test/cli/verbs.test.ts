import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { findK6 } from '../../src/acquire/find-k6.ts';
import { readAcquireSettings } from '../../src/acquire/settings.ts';
import { describeShortDrill, makeDirectory, runCli, runDrillFile, startCli, writeDrill } from './drive.ts';
import { listDescendants, waitForEnd } from './processes.ts';

const minute = 60_000;
const short = "{ steady: '2s', fault: '2s', recovery: '2s' }";

async function findAnyK6(): Promise<string> {
  const settings = readAcquireSettings(process.env);
  const k6 = await findK6({ ...settings, env: process.env, allowDownload: false, allowBuild: false, onStep: () => {} });
  return k6.path;
}

describe('a compiled script', () => {
  test('runs with stock k6 against regions started alone, and reports through k6’s own summary', {
    timeout: minute,
  }, async () => {
    const directory = await makeDirectory();
    const drill = await writeDrill(directory, describeShortDrill({ phases: short }));
    const script = join(directory, 'script.js');
    const summary = join(directory, 'summary.json');
    expect((await runCli(['compile', drill, '-o', script])).code).toBe(0);

    const regions = startCli(['regions', drill, '--json']);
    await regions.sees(/"regions":\[.*\n/);
    const processes = await listDescendants(regions.pid);
    const arguments_ = ['run', '--no-usage-report', '--quiet', '--summary-export', summary, script];
    const line = regions.stdout().trim();
    const k6 = await execa(await findAnyK6(), arguments_, { env: { S3DRILL_REGIONS: line }, reject: false });
    expect(k6.exitCode, k6.stderr).toBe(0);
    const { metrics } = JSON.parse(await readFile(summary, 'utf8')) as {
      metrics: Record<string, Record<string, number>>;
    };
    expect(metrics.s3drill_operations?.count).toBe(600);
    expect(metrics.s3drill_operation_success?.value).toBeGreaterThan(0.9);
    expect(metrics.s3drill_attempts?.count).toBeGreaterThan(600);

    regions.kill('SIGTERM');
    expect((await regions.ended).code).toBe(0);
    expect(await waitForEnd(processes, 5000)).toEqual([]);
  });

  test('says what it needs when its environment is missing', { timeout: minute }, async () => {
    const directory = await makeDirectory();
    const drill = await writeDrill(directory, describeShortDrill({ phases: short }));
    const script = join(directory, 'script.js');
    await runCli(['compile', drill, '-o', script]);
    const k6 = await execa(await findAnyK6(), ['run', '--no-usage-report', '--quiet', script], { reject: false });
    expect(k6.exitCode).not.toBe(0);
    expect(k6.stderr).toContain('s3drill regions');
  });
});

describe('a baseline', () => {
  test('is made of runs, listed, shown, compared with and taken apart again', { timeout: 2 * minute }, async () => {
    const directory = await makeDirectory();
    const drill = await writeDrill(directory, describeShortDrill({ phases: short }));
    const { runDir, result } = await runDrillFile(drill);
    expect((await runCli(['baseline', 'list', drill])).code).toBe(2);

    // The same measurement under three names: enough runs for a verdict, and no difference to find.
    const copies: string[] = [];
    for (const id of ['a', 'b', 'c']) {
      const copy = join(directory, `${id}.json`);
      await writeFile(copy, JSON.stringify({ ...result, run: { ...result.run, id } }));
      copies.push(copy);
    }
    expect((await runCli(['baseline', 'add', drill, ...copies])).code).toBe(0);
    const listed = await runCli(['baseline', 'list', drill, '--json']);
    expect((JSON.parse(listed.stdout) as { runs: { id: string }[] }).runs.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    const shown = await runCli(['baseline', 'show', drill, 'b', '--json']);
    expect(JSON.parse(shown.stdout)).toMatchObject({ run: { id: 'b' } });

    const compared = await runCli(['compare', runDir, join(directory, 'drill.baseline.json'), '--json']);
    expect(compared.code, compared.stderr).toBe(0);
    const { metrics, baselineRuns } = JSON.parse(compared.stdout) as {
      metrics: { delta: number | null }[];
      baselineRuns: string[];
    };
    expect(baselineRuns).toEqual(['a', 'b', 'c']);
    for (const { delta } of metrics) expect(delta ?? 0).toBeCloseTo(0, 9);

    const again = await runCli(['report', runDir, '--json']);
    expect(again.code).toBe(0);

    // A changed drill is refused before it runs, and its runs before they are added.
    const changed = await writeDrill(directory, describeShortDrill({ phases: short, rate: '110/s' }));
    const refused = await runCli(['run', changed, '--out', join(directory, 'runs')]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/drill has changed.*\n.*--no-compare/);
    expect((await runCli(['baseline', 'remove', drill, 'b'])).stdout).toMatch(/holds 2 runs/);
    expect((await runCli(['baseline', 'remove', drill, 'nonsense'])).code).toBe(2);
  });
});

describe('the other verbs', () => {
  test('init writes a drill that is valid as it stands, and overwrites nothing', async () => {
    const directory = await makeDirectory();
    const file = join(directory, 'checkout.ts');
    expect((await runCli(['init', file])).code).toBe(0);
    expect((await runCli(['validate', file])).stdout).toMatch(/valid/);
    expect((await runCli(['init', file])).code).toBe(2);
    expect(await readdir(directory)).toEqual(['checkout.ts']);
  });

  test('plan prints targets, timeline and what would be sent, for people and for machines', async () => {
    const human = await runCli(['plan', 'drills/regional-failover.ts']);
    for (const words of ['us-east-1', 'us-west-2', 'internalError', '10,000', '$0'])
      expect(human.stdout).toContain(words);
    const machine = await runCli(['plan', 'drills/regional-failover.ts', '--json']);
    expect(JSON.parse(machine.stdout)).toMatchObject({ plan: { drill: { name: 'regional-failover' } }, estimate: {} });
  });

  test('doctor says that a drill can run here, with which k6 and which Node', { timeout: minute }, async () => {
    const { code, stdout } = await runCli(['doctor', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, k6: { version: expect.stringMatching(/^\d+\.\d+/) } });
  });

  test('each has a help with an example', { timeout: minute }, async () => {
    for (const verb of [
      'run',
      'init',
      'validate',
      'plan',
      'compile',
      'regions',
      'report',
      'compare',
      'baseline',
      'doctor',
    ]) {
      const { code, stdout } = await runCli([verb, '--help']);
      expect(code, verb).toBe(0);
      expect(stdout, verb).toMatch(/Examples:/);
    }
  });

  test('completion prints a script for the shell', async () => {
    expect((await runCli(['completion'])).stdout).toContain('s3drill');
  });
});
