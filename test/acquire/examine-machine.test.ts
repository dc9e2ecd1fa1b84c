import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examineMachine, type MachineReport } from '../../src/acquire/examine-machine.ts';
import { checkNode } from '../../src/acquire/machine/check-node.ts';
import { checkCores, checkMemory } from '../../src/acquire/machine/check-resources.ts';
import { formatDoctor } from '../../src/commands/doctor.ts';
import { withFolder, writeK6 } from './fixtures.ts';

async function examine(folder: string, env: NodeJS.ProcessEnv, fix = false): Promise<MachineReport> {
  const nothing = { PATH: join(folder, 'bin'), S3DRILL_CACHE: join(folder, 'cache'), S3DRILL_OFFLINE: '1' };
  return examineMachine({ fix, env: { ...nothing, ...env }, cwd: folder, onStep: () => {} });
}

test('with a k6 on the PATH a drill can run, and Go is not needed', () =>
  withFolder(async (folder) => {
    const path = await writeK6(join(folder, 'bin/k6'), '2.2.0');
    const report = await examine(folder, {});
    expect(report).toMatchObject({ ok: true, exitCode: 0, k6: { path, version: '2.2.0', source: 'PATH' } });
    const text = formatDoctor(report, false);
    expect(text).toContain(`✓ k6        v2.2.0 at ${path} (PATH)\n`);
    expect(text).toContain('✓ go        Go is not on the PATH (not needed: k6 is there)\n');
    expect(text.endsWith('A drill can run here.\n')).toBe(true);
    expect(JSON.parse(formatDoctor(report, true))).toEqual(report);
  }));

test('without k6 it says where it looked and what to do', () =>
  withFolder(async (folder) => {
    const report = await examine(folder, {});
    expect(report).toMatchObject({ ok: false, exitCode: 2, k6: null });
    const text = formatDoctor(report, false);
    expect(text).toContain('✗ k6        not found\n            PATH: no k6 on it\n');
    // Offline and without Go, `doctor --fix` could do nothing.
    expect(text).not.toContain('doctor --fix');
    expect(text).toContain('Install k6 v');
    const online = await examine(folder, { S3DRILL_OFFLINE: '' });
    expect(formatDoctor(online, false)).toContain('            Let `s3drill doctor --fix` download or build it.\n');
    expect(formatDoctor(await examine(folder, {}, true), false)).toContain('go build: Go is not on the PATH');
  }));

test('a k6 that the user named wrongly is a fact, not a crash', () =>
  withFolder(async (folder) => {
    const report = await examine(folder, { S3DRILL_K6: join(folder, 'missing') });
    expect(report.facts.find(({ id }) => id === 'k6')).toMatchObject({
      state: 'missing',
      value: expect.stringContaining('S3DRILL_K6 names a k6'),
      advice: expect.stringContaining('Correct the path'),
    });
  }));

test('a folder that cannot hold runs is found before a drill is', () =>
  withFolder(async (folder) => {
    await writeK6(join(folder, 'bin/k6'), '2.2.0');
    await writeFile(join(folder, 'file'), '');
    const report = await examineMachine({
      fix: false,
      env: { PATH: join(folder, 'bin'), S3DRILL_CACHE: folder },
      cwd: join(folder, 'file'),
      onStep: () => {},
    });
    expect(report.facts.find(({ id }) => id === 'runs')).toMatchObject({ state: 'missing' });
    expect(report.exitCode).toBe(2);
  }));

test('compares versions as numbers and knows when a machine is small', () => {
  expect(checkNode('20.19.0', '20.19').state).toBe('ok');
  expect(checkNode('100.0.0', '20.19').state).toBe('ok');
  expect(checkNode('20.9.0', '20.19').state).toBe('missing');
  expect(checkCores(1).state).toBe('attention');
  expect(checkMemory(100 * 1024 ** 2)).toMatchObject({ state: 'attention', value: '0.1 GiB available' });
});
