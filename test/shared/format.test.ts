import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatBeside,
  formatBytes,
  formatCount,
  formatFactor,
  formatMs,
  formatPercent,
  formatPerSecond,
  formatPoints,
  formatRange,
  formatRelative,
  formatSecondsDelta,
  formatValue,
  nothing,
} from '../../src/shared/format.ts';

describe('figures', () => {
  it.each([formatCount, formatPercent, formatMs, formatPerSecond, formatFactor, formatPoints, formatBytes])(
    'says that null did not happen, and never zero (%o)',
    (format) => {
      expect(format(null)).toBe(nothing);
      expect(format(undefined)).toBe(nothing);
      expect(format(Number.NaN)).toBe(nothing);
    },
  );

  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.9962, '99.62 %'],
    [0.98996, '98.99 %'],
    [0.999999, '99.99 %'],
    [0.29, '29 %'],
    [0.00001, '<0.01 %'],
  ])('writes the rate %d as %s', (ratio, text) => {
    expect(formatPercent(ratio)).toBe(text);
  });

  it.each([
    [0, '0 ms'],
    [0.42, '0.42 ms'],
    [4.25, '4.3 ms'],
    [312.4, '312 ms'],
    [999.7, '1 s'],
    [1240, '1.24 s'],
    [10_000, '10 s'],
    [59_999, '1 min'],
    [90_000, '1 min 30 s'],
    [3_600_000, '1 h'],
    [3_725_000, '1 h 2 min 5 s'],
    [-120, '−120 ms'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatMs(ms)).toBe(text);
  });

  it('writes counts, rates, factors and bytes', () => {
    expect(formatCount(12_345)).toBe('12,345');
    expect(formatPerSecond(0.5)).toBe('0.5/s');
    expect(formatPerSecond(1999.6)).toBe('2,000/s');
    expect(formatFactor(1.236)).toBe('1.24×');
    expect(formatBytes(1023)).toBe('1023 B');
    expect(formatBytes(81_222_656)).toBe('77 MiB');
  });

  it('signs every difference', () => {
    expect(formatPoints(0.0042)).toBe('+0.42 pp');
    expect(formatPoints(-0.0042)).toBe('−0.42 pp');
    expect(formatRelative(0.1)).toBe('+10 %');
    expect(formatRelative(0)).toBe('0 %');
    expect(formatSecondsDelta(-1.5)).toBe('−1.5 s');
    expect(formatRange(-0.01, 0.02, formatPoints)).toBe('−1 pp to +2 pp');
    expect(formatRange(null, 1, formatPoints)).toBe(nothing);
  });

  it('only writes 100 % for a rate of exactly 1, and 0 % for exactly 0', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (ratio) => {
        expect(formatPercent(ratio) === '100 %').toBe(ratio === 1);
        expect(formatPercent(ratio) === '0 %').toBe(ratio === 0);
      }),
    );
  });

  it('shows more digits where a missed objective would read as held', () => {
    expect(formatBeside(10_001, 10_000, 'ms')).toBe('10001 ms');
    expect(formatBeside(0.99003, 0.99, 'ratio')).toBe('99.003 %');
    expect(formatBeside(2.001, 2, 'factor')).toBe('2.001×');
    expect(formatBeside(0.95, 0.99, 'ratio')).toBe('95 %');
    expect(formatBeside(10_000, 10_000, 'ms')).toBe('10 s');
    expect(formatBeside(null, 10_000, 'ms')).toBe(nothing);
  });

  it('keeps digits out of floating dust', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.constantFrom('ratio' as const, 'ms' as const, 'factor' as const),
        (value, unit) => {
          expect(formatValue(value, unit)).not.toMatch(/NaN|Infinity|undefined|\.\d{7,}/);
        },
      ),
    );
  });
});
