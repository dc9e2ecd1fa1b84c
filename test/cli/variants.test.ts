import { access, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Result, resultSchema } from '../../src/shared/contracts/result.ts';
import { variantsSchema } from '../../src/shared/contracts/variants.ts';
import { readJson } from '../../src/store/read-json.ts';
import { describeShortDrill, makeDirectory, runCli, startCli, writeDrill } from './drive.ts';

const minute = 60_000;

/** What `run --json` prints of several variants. */
interface Line {
  runDir: string;
  status: string;
  exitCode: number;
  report: string;
  variants: { name: string; runDir: string; status: string | null; report: string | null }[];
}

/** `stuck` can't leave the region that fails; the others can. As short as a drill can be that is still judged. */
async function writeVariants(directory: string): Promise<string> {
  const variants = 'stuck: { standby: [], breaker: false }, moving: {}, last: { breaker: policies.breaker() }';
  return writeDrill(
    directory,
    describeShortDrill({
      clients: "count: 4, breaker: policies.breaker({ openFor: '300ms' })",
      phases: "{ steady: '1s', fault: '1s', recovery: '1500ms' }",
      objectives: "objectives.successRate({ phase: 'fault' }).atLeast(0.5)",
      more: `stableWindow: '500ms', variants: { ${variants} },`,
    }),
  );
}

function readResult(directory: string): Promise<Result> {
  return readJson(join(directory, 'result.json'), resultSchema, 'a result');
}

async function findParent(runs: string): Promise<string> {
  const drill = join(runs, 'test-drill');
  const [stamp] = await readdir(drill);
  return join(drill, stamp ?? '');
}

describe('the variants of a drill', () => {
  test('run one after the other into one directory, the worst decides, and all can be reported again', {
    timeout: minute,
  }, async () => {
    const directory = await makeDirectory();
    const drill = await writeVariants(directory);
    const which = ['--variant', 'stuck', '--variant', 'moving'];
    const { code, stdout, stderr } = await runCli(['run', drill, ...which, '--json', '--out', join(directory, 'runs')]);
    expect(code, stderr).toBe(1);
    const line = JSON.parse(stdout) as Line;
    const runDir = await findParent(join(directory, 'runs'));
    const describeVariant = (name: string, status: string) => ({
      name,
      runDir: join(runDir, name),
      status,
      report: join(runDir, name, 'report.html'),
    });
    // The one that passed came last, and hides nothing.
    expect(line).toEqual({
      runDir,
      status: 'missed',
      exitCode: 1,
      report: join(runDir, 'report.html'),
      variants: [describeVariant('stuck', 'missed'), describeVariant('moving', 'passed')],
    });
    const results = await Promise.all(line.variants.map((variant) => readResult(variant.runDir)));
    expect(results.map(({ drill: { variant }, validity }) => [variant, validity.valid])).toEqual([
      ['stuck', true],
      ['moving', true],
    ]);
    // The same seed: the same operations, of which one variant lost those of the fault.
    const [stuck, moving] = results.map(({ phases }) => phases.map(({ operations }) => operations));
    expect(moving).toEqual(stuck);

    const page = await readFile(line.report, 'utf8');
    for (const written of [line.report, ...line.variants.map(({ runDir: path }) => join(path, 'result.json'))]) {
      await rm(written);
    }
    const again = await runCli(['report', runDir, '--json']);
    expect(again.code, again.stderr).toBe(1);
    expect(JSON.parse(again.stdout)).toEqual(line);
    expect(await Promise.all(line.variants.map((variant) => readResult(variant.runDir)))).toEqual(results);
    expect(await readFile(line.report, 'utf8')).toBe(page);
  });

  test('are left alone but for the one that is asked for, which is then a run like any other', {
    timeout: minute,
  }, async () => {
    const directory = await makeDirectory();
    const drill = await writeVariants(directory);
    const runs = join(directory, 'runs');
    const { code, stdout, stderr } = await runCli(['run', drill, '--variant', 'moving', '--json', '--out', runs]);
    expect(code, stderr).toBe(0);
    const { runDir, ...line } = JSON.parse(stdout) as Line;
    expect(line).toEqual({ status: 'passed', exitCode: 0, report: join(runDir, 'report.html') });
    expect(runDir).toBe(await findParent(runs));
    expect((await readResult(runDir)).drill.variant).toBe('moving');
    await expect(access(join(runDir, 'variants.json'))).rejects.toThrow();
  });

  test('after an interruption are told apart: what is whole, what is not, and what was not run', {
    timeout: minute,
  }, async () => {
    const directory = await makeDirectory();
    const drill = await writeVariants(directory);
    const runs = join(directory, 'runs');
    const cli = startCli(['run', drill, '--json', '--out', runs]);
    await cli.sees(/variant moving, 2 of 3[\s\S]*phase fault/);
    cli.kill('SIGINT');
    const { code, stdout } = await cli.ended;
    expect(code).toBe(130);
    const line = JSON.parse(stdout) as Line;
    expect(line).toMatchObject({ status: 'interrupted', exitCode: 130 });
    const runDir = await findParent(runs);
    const expected = [
      { name: 'stuck', directory: 'stuck', status: 'missed' },
      { name: 'moving', directory: 'moving', status: 'interrupted' },
      { name: 'last', directory: 'last', status: null },
    ];
    const { variants } = await readJson(join(runDir, 'variants.json'), variantsSchema, 'a list of variants');
    expect(variants).toEqual(expected);
    expect(line.variants.map(({ name, status }) => [name, status])).toEqual(
      expected.map(({ name, status }) => [name, status]),
    );
    const { validity, verdict, phases } = await readResult(join(runDir, 'stuck'));
    expect({ valid: validity.valid, status: verdict.status }).toEqual({ valid: true, status: 'missed' });
    expect(phases.map(({ operations }) => operations)).toEqual([100, 100, 150]);
    await expect(access(join(runDir, 'last'))).rejects.toThrow();
    expect(await readFile(join(runDir, 'report.html'), 'utf8')).toMatch(
      /last[\s\S]*Not run[\s\S]*before its turn came/,
    );
  });
});
