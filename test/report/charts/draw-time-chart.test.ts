import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawTimeChart } from '../../../src/report/charts/draw-time-chart.ts';
import { styleSeries } from '../../../src/report/charts/palette.ts';
import type { TimeChart } from '../../../src/report/charts/time-chart.ts';
import { formatPercent } from '../../../src/shared/format.ts';

function buildChart(values: (number | null)[], overrides: Partial<TimeChart> = {}): TimeChart {
  return {
    id: 'chart',
    title: 'A chart',
    durationMs: 40_000,
    binMs: 1000,
    plotHeight: 200,
    axis: { scale: 'linear', domain: [0, 1], format: formatPercent },
    series: [{ label: 'us-east-1', style: { ...styleSeries(0), marker: null }, keep: 'min', values }],
    phases: [
      { label: 'steady', fromMs: 0, toMs: 10_000 },
      { label: 'fault', fromMs: 10_000, toMs: 40_000 },
    ],
    faults: [{ label: 'internalError · us-east-1', fromMs: 10_000, toMs: 25_000 }],
    faultLanes: true,
    objectives: [],
    marks: [],
    ...overrides,
  };
}

function readLine(svg: string): string {
  return /<path class="series series-0" d="(M[\d.]+ [^"]*H[^"]*)"/.exec(svg)?.[1] ?? '';
}

function readRect(svg: string, className: string) {
  const rect = new RegExp(
    `<rect class="${className}" x="([\\d.]+)" y="([\\d.]+)" width="([\\d.]+)" height="([\\d.]+)"`,
  ).exec(svg);
  const [x = 0, y = 0, width = 0, height = 0] = (rect ?? []).slice(1).map(Number);
  return { x, y, width, height };
}

describe('a chart over time', () => {
  it('draws a planted value at its pixel: the bin’s own width, at the value’s height', () => {
    const svg = drawTimeChart(buildChart(Array.from({ length: 40 }, (_, i) => (i === 10 ? 0.25 : 1))), 'wide');
    const fault = readRect(svg, 'fault-shade');
    const perSecond = fault.width / 15;
    const bottom = fault.y + fault.height;
    const quarter = bottom - fault.height / 4;
    const from = Math.round(fault.x * 10) / 10;
    const to = Math.round((fault.x + perSecond) * 10) / 10;
    expect(readLine(svg)).toContain(`H${from}V${quarter}H${to}V${fault.y}`);
  });

  it('lifts the pen over nulls, and never draws them as zeros', () => {
    const line = readLine(drawTimeChart(buildChart([1, 1, null, null, 1, null, 1]), 'wide'));
    expect(line.match(/M/g)).toHaveLength(3);
    expect(line).not.toContain('V');
  });

  it('says so when there is nothing to draw', () => {
    const svg = drawTimeChart(buildChart([null, null]), 'narrow');
    expect(readLine(svg)).toBe('');
    expect(svg).toContain('nothing was measured');
  });

  it('names fault, phases and objective on the chart itself', () => {
    const objectives = [{ label: 'objective 99 %', fromMs: 10_000, toMs: 40_000, value: 0.99 }];
    for (const layout of ['wide', 'narrow'] as const) {
      const svg = drawTimeChart(buildChart([1, 0.5], { objectives }), layout);
      for (const text of [
        'internalError · us-east-1',
        'steady',
        'fault',
        'objective 99 %',
        'us-east-1',
        '10 s',
        '100 %',
      ]) {
        expect(svg).toContain(`>${text}</text>`);
      }
    }
  });

  it('has a name and a text alternative for those who don’t see it', () => {
    const svg = drawTimeChart(buildChart([1, 0.25, 1]), 'wide');
    expect(svg).toContain('role="img" aria-labelledby="chart-wide-title" aria-describedby="chart-wide-description"');
    expect(svg).toContain('<title id="chart-wide-title">A chart</title>');
    expect(svg).toContain('lowest 25 % at 1 s');
  });

  it('needs neither style sheet nor script', () => {
    const svg = drawTimeChart(buildChart([1, 0.5]), 'wide');
    expect(svg).not.toMatch(/\sstyle=|<style|<script|\son\w+=/);
    expect(svg).toMatch(/<path class="series series-0" [^>]*stroke="#/);
  });

  it('never writes NaN, Infinity or undefined, whatever the series', () => {
    const odd = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 1e-300);
    const value = fc.option(fc.oneof(fc.double({ min: -1e12, max: 1e12 }), odd), { nil: null });
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 60 }),
        fc.constantFrom('linear' as const, 'log' as const),
        fc.constantFrom('wide' as const, 'narrow' as const),
        fc.integer({ min: 0, max: 100_000 }),
        fc.boolean(),
        (values, scale, layout, durationMs, fixed) => {
          const axis = { scale, domain: fixed ? ([0, 1] as const) : null, format: formatPercent };
          const svg = drawTimeChart(buildChart(values, { axis, durationMs }), layout);
          expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        },
      ),
    );
  });

  it('escapes names', () => {
    const faults = [{ label: '<script>&"\'\u0007', fromMs: 0, toMs: 40_000 }];
    const svg = drawTimeChart(buildChart([1], { faults }), 'wide');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;&amp;&quot;&#39;');
  });
});
