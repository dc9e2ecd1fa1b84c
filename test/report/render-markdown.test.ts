import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { buildComparedResult, buildHostileResult, buildInvalidResult, buildMissedResult } from './sample-variations.ts';

/** Cells of a row: a pipe counts unless it is escaped. */
function countCells(line: string): number {
  return (line.replaceAll(/\\./g, '').match(/\|/g) ?? []).length;
}

describe('the markdown report', () => {
  it('starts with the verdict and its sentence', () => {
    const result = buildMissedResult();
    const lines = renderMarkdown(result).split('\n');
    expect(lines[0]).toBe('## ✘ Objective missed: regional-failover');
    expect(lines[2]).toBe(result.verdict.headline);
  });

  it('folds away what is not for the first glance', () => {
    const text = renderMarkdown(buildComparedResult());
    expect(text.match(/<details><summary>/g)).toHaveLength(5);
    expect(text.match(/<\/details>/g)).toHaveLength(5);
    expect(text).toContain('| p99(fault) | 105 ms | 71 ms | +31 % | +17 % to +46 % | regressed |');
  });

  it('says why a run is not valid', () => {
    expect(renderMarkdown(buildInvalidResult())).toContain('- k6 used 1.97 of 2 cores');
  });

  it('keeps every table whole and every tag escaped, whatever things are called', () => {
    const text = renderMarkdown(buildHostileResult());
    expect(text.match(/<(?!\/?(details|summary)>)[a-z]/gi)).toBeNull();
    const lines = text.split('\n');
    for (const [i, line] of lines.entries()) {
      if (!/^\|[-:|]+\|$/.test(line)) continue;
      for (let row = i + 1; lines[row]?.startsWith('|'); row += 1) {
        expect(countCells(lines[row] ?? '')).toBe(countCells(line));
      }
    }
    expect(lines.filter((line) => line.startsWith('#'))).toHaveLength(1);
  });
});
