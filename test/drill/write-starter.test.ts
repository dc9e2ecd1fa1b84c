import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeStarterDrill } from '../../src/drill/write-starter.ts';
import { loadPlan } from './load-plan.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 's3drill-init-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('the starter is written with its folders, loads, and has the name asked for', async () => {
  const file = join(folder, 'game-days/2026/checkout.ts');
  await writeStarterDrill(file, 'check-out');
  const plan = await loadPlan(file);
  expect(plan.drill.name).toBe('check-out');
  expect(plan.faults).toHaveLength(1);
  expect(await readFile(file, 'utf8')).toContain(`s3drill run ${file}`);
});

test('without a name it is called after its file', async () => {
  const file = join(folder, 'My first drill.ts');
  await writeStarterDrill(file);
  expect((await loadPlan(file)).drill.name).toBe('My-first-drill');
});

test('what is there already is left alone', async () => {
  const file = join(folder, 'drill.ts');
  await writeFile(file, 'mine');
  await expect(writeStarterDrill(file)).rejects.toMatchObject({ code: 'drill-exists', exitCode: 2 });
  expect(await readFile(file, 'utf8')).toBe('mine');
});

test.each(["it's", '../up', '', 'a\nb', '{{name}}', 'x'.repeat(65)])('%j names no drill', async (name) => {
  await expect(writeStarterDrill(join(folder, 'drill.ts'), name)).rejects.toMatchObject({ code: 'drill-name-invalid' });
  expect(await readdir(folder)).toEqual([]);
});

test('only a TypeScript file is written', async () => {
  const writing = writeStarterDrill(join(folder, 'drill.yaml'));
  await expect(writing).rejects.toMatchObject({
    code: 'drill-file-invalid',
    hint: expect.stringContaining('.yaml.ts'),
  });
});

test('a folder that can not be made is told', async () => {
  await writeFile(join(folder, 'file'), '');
  const writing = writeStarterDrill(join(folder, 'file/drill.ts'));
  await expect(writing).rejects.toMatchObject({ code: 'drill-not-written' });
});

test('a file name can not end the comment that it stands in', async () => {
  const file = join(folder, 'odd*', 'drill.ts');
  await writeStarterDrill(file, 'odd');
  expect((await loadPlan(file)).drill.name).toBe('odd');
});
