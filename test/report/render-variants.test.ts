import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { renderVariantsJunit } from '../../src/report/render-variants-junit.ts';
import { renderVariantsMarkdown } from '../../src/report/render-variants-markdown.ts';
import { renderVariantsTerminal } from '../../src/report/render-variants-terminal.ts';
import type { VariantsRun } from '../../src/report/view/variants/variant-run.ts';
import { writeVariantsReports } from '../../src/report/write-reports.ts';
import { buildSampleVariants } from './sample-variants.ts';
import { buildHostileResult, hostileName } from './sample-variations.ts';

function renderTerminal(run: VariantsRun): string {
  return renderVariantsTerminal(run, { color: false, reportPath: 'runs/x/report.html', runDirectory: 'runs/x' });
}

function buildHostileVariants(): VariantsRun {
  const run = buildSampleVariants();
  const [first] = run.variants;
  if (first?.ran == null) throw new Error('the sample has a run');
  const hostile = { ...first, name: hostileName, ran: { plan: first.ran.plan, result: buildHostileResult() } };
  return { ...run, drill: hostileName, variants: [hostile, ...run.variants.slice(1)] };
}

describe('variants side by side', () => {
  it('are one table in markdown, whatever things are called', () => {
    const text = renderVariantsMarkdown(buildSampleVariants());
    expect(text.split('\n')[0]).toBe('## ■ Interrupted: retry-storm');
    expect(text).toContain('| Retry synchronisation, fault | **1.8×** better | 9.4× | – |');
    expect(text).toContain('| retry.jitter | – | none |');
    const hostile = renderVariantsMarkdown(buildHostileVariants()).split('\n');
    const cells = (line: string) => (line.replaceAll(/\\./g, '').match(/\|/g) ?? []).length;
    const rows = hostile.filter((line) => line.startsWith('| ') || line.startsWith('|-'));
    expect(new Set(rows.map(cells))).toEqual(new Set([cells(rows[0] ?? ''), cells(rows.at(-1) ?? '')]));
    expect(hostile.join('\n')).not.toMatch(/<[a-z]/i);
  });

  it('are a suite each in junit.xml, and one that was not run is an error', () => {
    const xml = renderVariantsJunit(buildSampleVariants());
    const suites = [...xml.matchAll(/<testsuite name="([^"]*)"[^>]* tests="(\d+)" failures="(\d+)" errors="(\d+)"/g)];
    expect(suites.map((suite) => suite.slice(1))).toEqual([
      ['standard', '4', '0', '0'],
      ['noJitter', '4', '1', '0'],
      ['late', '1', '0', '1'],
    ]);
    expect(xml).toContain('classname="retry-storm.noJitter.fault"');
  });

  it('keep to 100 columns in the terminal, and let no name reach it as a command', () => {
    for (const run of [buildSampleVariants(), buildHostileVariants()]) {
      const text = renderTerminal(run);
      for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(100);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
    expect(renderTerminal(buildSampleVariants())).toMatch(/Retry synchronisation, fault +better 1\.8× +9\.4× +–/);
  });

  it('leave the same three files as a run', async () => {
    const directory = await mkdtemp(join(tmpdir(), 's3drill-variants-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    await writeVariantsReports(buildSampleVariants(), directory);
    expect((await readdir(directory)).sort()).toEqual(['junit.xml', 'report.html', 'report.md']);
  });
});
