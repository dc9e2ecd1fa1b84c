import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CommandContext } from '../../src/commands/context.ts';
import type { PreparedRun, RunSettings, runPlan } from '../../src/commands/run-plan.ts';
import { runVariants } from '../../src/commands/run-variants.ts';
import { exitCodes, Failure } from '../../src/shared/failure.ts';
import { readVariants } from '../../src/store/variants-file.ts';
import { buildSampleResult } from '../report/sample-result.ts';
import { buildVariantPlan } from '../report/sample-variants.ts';

const settings: RunSettings = {
  k6: { path: 'k6', version: 'v2.2.0' } as RunSettings['k6'],
  memoryMebibytes: 64,
  k6Arguments: [],
  logFormat: 'text',
};

const broken = new Failure('K6_GONE', 'k6 can no longer be started', {
  hint: 'Install it again.',
  exitCode: exitCodes.invalid,
});

/** A run that takes no time, and one that throws. */
function runUntil(name: string): typeof runPlan {
  return async (_context, _settings, { plan }, directory) => {
    if (plan.drill.variant === name) throw broken;
    const reports = { html: 'report.html', markdown: 'report.md', junit: 'junit.xml' };
    const result = buildSampleResult({ variant: plan.drill.variant });
    return { conclusion: { directory, result, reports }, cleanUpProblems: [`gateway of ${plan.drill.variant}`] };
  };
}

async function runSeries(throwing: string) {
  const path = await mkdtemp(join(tmpdir(), 's3drill-series-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  const said: string[] = [];
  const context = { signal: new AbortController().signal, err: (text: string) => said.push(text) };
  const prepared = ['a', 'b', 'c'].map(
    (name): PreparedRun => ({ plan: buildVariantPlan(name, {}), script: '', pool: null }),
  );
  const ended = runVariants(context as unknown as CommandContext, settings, prepared, path, runUntil(throwing));
  const outcome = await ended.then(
    ({ conclusion }) => conclusion.status,
    (error: unknown) => error,
  );
  return { path, said: said.join(''), outcome };
}

test('a variant that throws ends the series with its own error, and what ran stands side by side', async () => {
  const { path, said, outcome } = await runSeries('b');
  expect(outcome).toBe(broken);
  const { variants } = await readVariants(path);
  expect(variants.map(({ name, status }) => [name, status])).toEqual([
    ['a', 'passed'],
    ['b', null],
    ['c', null],
  ]);
  const report = await readFile(join(path, 'report.md'), 'utf8');
  expect(report).toContain('Passed: a. Not run: b and c.');
  expect(said).toContain(`side by side in ${join(path, 'report.html')}`);
  expect(said).toContain('could not clean up gateway of a');
});

test('where nothing ran, there is nothing to put side by side', async () => {
  const { path, said, outcome } = await runSeries('a');
  expect(outcome).toBe(broken);
  expect(said).toBe('');
  await expect(readFile(join(path, 'report.md'))).rejects.toThrow('ENOENT');
});

test('a series that nothing ends early says nothing of its own', async () => {
  const { said, outcome } = await runSeries('none of them');
  expect(outcome).toBe('passed');
  expect(said).toBe('');
});
