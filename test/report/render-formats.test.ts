import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/render-html.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { renderTerminal } from '../../src/report/render-terminal.ts';
import type { Result } from '../../src/shared/contracts/result.ts';
import { formatBeside, formatCount, formatMs, formatPercent, formatPerSecond } from '../../src/shared/format.ts';
import { buildSampleResult } from './sample-result.ts';
import * as variations from './sample-variations.ts';

const samples = {
  passed: buildSampleResult,
  missed: variations.buildMissedResult,
  unrecovered: variations.buildUnrecoveredResult,
  interrupted: variations.buildInterruptedResult,
  inconclusive: variations.buildInconclusiveResult,
  shed: variations.buildShedResult,
};

function listFigures(result: Result): string[] {
  return [
    ...result.phases.flatMap((phase) => [
      formatPercent(phase.successRate),
      formatCount(phase.operations),
      formatCount(phase.failed),
      formatMs(phase.latencyMs.p50),
      formatMs(phase.latencyMs.p95),
      formatMs(phase.latencyMs.p99),
      formatPerSecond(phase.goodputPerSecond),
    ]),
    ...result.verdict.rules
      .filter((rule) => rule.value !== null)
      .map((rule) => formatBeside(rule.value, rule.objective, rule.unit)),
  ];
}

/** Just enough to read HTML as text. */
function readText(html: string): string {
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
  return html.replace(/<[^>]*>/g, ' ').replace(/&(lt|gt|amp);/g, (entity) => entities[entity] ?? entity);
}

describe.each(Object.entries(samples))('the formats of a run that is %s', (_name, build) => {
  const result = build();
  const formats = {
    html: readText(renderHtml(result)),
    markdown: readText(renderMarkdown(result)),
    terminal: renderTerminal(result, { color: false }),
  };

  it.each(Object.keys(formats) as (keyof typeof formats)[])('say the same figures in %s as the result', (format) => {
    for (const figure of listFigures(result)) expect(formats[format]).toContain(figure);
  });

  it.each(Object.keys(formats) as (keyof typeof formats)[])('say the verdict in %s', (format) => {
    expect(formats[format].replace(/\s+/g, ' ')).toContain(result.verdict.headline);
    expect(formats[format]).not.toMatch(/NaN|undefined|\[object/);
  });
});

describe('the terminal summary', () => {
  const control = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

  it.each([...Object.values(samples), variations.buildHostileResult, variations.buildInvalidResult])(
    'keeps to 100 columns',
    (build) => {
      for (const line of renderTerminal(build(), { color: false }).split('\n')) {
        expect([...line].length).toBeLessThanOrEqual(100);
      }
    },
  );

  it('colours only when asked, and says the same either way', () => {
    const result = variations.buildMissedResult();
    const plain = renderTerminal(result, { color: false, reportPath: 'runs/x/report.html', runDirectory: 'runs/x' });
    const colored = renderTerminal(result, { color: true, reportPath: 'runs/x/report.html', runDirectory: 'runs/x' });
    expect(plain).not.toMatch(control);
    expect(colored).toMatch(control);
    expect(colored.replace(control, '')).toBe(plain);
    expect(plain).toContain('runs/x/report.html');
  });

  it('lets no name reach the terminal as a command', () => {
    const text = renderTerminal(variations.buildHostileResult(), { color: false });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('says why a run is not valid', () => {
    const text = renderTerminal(variations.buildInvalidResult(), { color: false });
    expect(text).toContain('Invalid run');
    expect(text).toContain('fault fault-1 was never observed: 0 requests matched it');
  });
});
