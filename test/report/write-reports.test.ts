import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeReports } from '../../src/report/write-reports.ts';
import { exitCodes, Failure } from '../../src/shared/failure.ts';
import { buildSampleResult } from './sample-result.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 's3drill-report-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe('writing reports', () => {
  it('leaves the three files and nothing else', async () => {
    const paths = await writeReports(buildSampleResult(), directory);
    expect((await readdir(directory)).sort()).toEqual(['junit.xml', 'report.html', 'report.md']);
    expect(Object.values(paths).map((path) => basename(path))).toEqual(['report.html', 'report.md', 'junit.xml']);
    expect(await readFile(paths.html, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('writes the same bytes for the same result', async () => {
    const first = await readFile((await writeReports(buildSampleResult(), directory)).html);
    const second = await readFile((await writeReports(buildSampleResult(), directory)).html);
    expect(second.equals(first)).toBe(true);
  });

  it('fails with the path and a hint where it may not write', async () => {
    const file = join(directory, 'not-a-directory');
    await writeFile(file, '');
    const failure = await writeReports(buildSampleResult(), file).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({
      exitCode: exitCodes.usage,
      message: expect.stringContaining(join(file, 'report.html')),
    });
    expect((failure as Failure).hint).toBeDefined();
  });
});
