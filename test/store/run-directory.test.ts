import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Variants } from '../../src/shared/contracts/variants.ts';
import { locatePool } from '../../src/store/baseline-pool.ts';
import {
  createDrillDirectory,
  createRunDirectory,
  createVariantDirectory,
  findRun,
} from '../../src/store/run-directory.ts';
import { holdsVariants, readVariants, writeVariants } from '../../src/store/variants-file.ts';
import { writeWhole } from '../../src/store/write-file.ts';
import { makeDirectory } from '../cli/drive.ts';

const now = new Date(Date.UTC(2026, 1, 28, 9, 37, 0, 123));
const inputs = { plan: { a: 1 }, script: 'x' };
const variants: Variants = {
  schema: 's3drill/variants@1',
  drill: 'retry-storm',
  variants: [{ name: 'noJitter', directory: 'noJitter', status: null }],
};

describe('a run directory', () => {
  test('is named by the time, holds what the run starts from, and is found again', async () => {
    const root = await makeDirectory();
    const made = await createRunDirectory(root, 'my drill', now, inputs);
    expect(made.path).toBe(join(root, 'my-drill', '2026-02-28T09-37-00.123Z'));
    expect((await readdir(made.path)).sort()).toEqual(['k6.log', 'plan.json', 'script.js']);
    expect(JSON.parse(await readFile(made.plan, 'utf8'))).toEqual({ a: 1 });
    expect(await findRun(made.path)).toEqual(made);
  });

  test('is never used twice', async () => {
    const root = await makeDirectory();
    const ids = [await createDrillDirectory(root, 'd', now), await createDrillDirectory(root, 'd', now)].map((path) =>
      basename(path),
    );
    expect(ids).toEqual(['2026-02-28T09-37-00.123Z', '2026-02-28T09-37-00.123Z-2']);
  });

  test('of a variant lies in the one of them all, and its id says both', async () => {
    const parent = await createDrillDirectory(await makeDirectory(), 'retry-storm', now);
    await writeVariants(parent, variants);
    const made = await createVariantDirectory(parent, 'noJitter', inputs);
    expect(made.path).toBe(join(parent, 'noJitter'));
    expect(made.runId).toBe('2026-02-28T09-37-00.123Z.noJitter');
    expect(await findRun(made.path)).toEqual(made);
    expect([await holdsVariants(parent), await holdsVariants(made.path)]).toEqual([true, false]);
    expect(await readVariants(parent)).toEqual(variants);
  });

  test('that can’t be made is named, with the option that chooses another', async () => {
    const file = join(await makeDirectory(), 'file');
    await writeFile(file, '');
    await expect(createRunDirectory(file, 'd', now, inputs)).rejects.toMatchObject({
      code: 'file-failed',
      message: expect.stringContaining(file),
      hint: 'Choose another directory with --out.',
    });
  });
});

test('a file that can’t be written is named without options that its verb may not have', async () => {
  const file = join(await makeDirectory(), 'file');
  await writeFile(file, '');
  await expect(writeWhole(join(file, 'script.js'), '')).rejects.toMatchObject({ hint: 'Name another path.' });
});

test('each variant of a drill has a pool of its own, beside the drill', () => {
  expect(locatePool('drills/x.ts', null)).toBe('drills/x.baseline.json');
  expect(locatePool('drills/x.mjs', 'noJitter')).toBe('drills/x.noJitter.baseline.json');
});
