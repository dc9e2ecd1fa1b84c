import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduceColumns } from '../../../src/report/charts/reduce-columns.ts';

const values = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }), { maxLength: 500 });

describe('columns of a chart', () => {
  it('keeps a lone outage among thousands of bins', () => {
    const bins = Array.from({ length: 36_000 }, (_, i) => (i === 20_001 ? 0 : 1));
    const steps = reduceColumns(bins, 100, 360, 'min');
    expect(steps.length).toBeLessThanOrEqual(360);
    const outage = steps.filter((step) => step.value === 0);
    expect(outage).toHaveLength(1);
    expect(outage[0]?.fromMs).toBeLessThanOrEqual(2_000_100);
    expect(outage[0]?.toMs).toBeGreaterThan(2_000_100);
  });

  it('keeps lowest and highest values, whatever is asked for', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 60 }), (bins, columns) => {
        const present = bins.filter((value) => value !== null);
        if (present.length === 0) return;
        const read = (keep: 'min' | 'max' | 'extremes') => reduceColumns(bins, 100, columns, keep).map((s) => s.value);
        expect(Math.min(...read('min'))).toBe(Math.min(...present));
        expect(Math.max(...read('max'))).toBe(Math.max(...present));
        expect(Math.min(...read('extremes'))).toBe(Math.min(...present));
        expect(Math.max(...read('extremes'))).toBe(Math.max(...present));
      }),
    );
  });

  it('leaves a gap where a column holds no value, and invents none', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 60 }), (bins, columns) => {
        for (const step of reduceColumns(bins, 100, columns, 'min')) {
          const inside = bins.slice(Math.round(step.fromMs / 100), Math.round(step.toMs / 100));
          expect(inside).toContain(step.value);
        }
      }),
    );
    expect(reduceColumns([1, null, null, 0.5], 100, 10, 'min')).toEqual([
      { fromMs: 0, toMs: 100, value: 1 },
      { fromMs: 300, toMs: 400, value: 0.5 },
    ]);
  });
});
