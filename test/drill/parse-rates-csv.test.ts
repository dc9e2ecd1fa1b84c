import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRatesCsv } from '../../src/drill/parse-rates-csv.ts';

test('lines of seconds and rates become points', () => {
  const text =
    '\uFEFFseconds,rate\r\n# measured on a Monday\r\n0, 10\r\n\r\n 10.5 ,20 # noon\r\n10.5,0\r\n1e2,5.25\r\n';
  expect(parseRatesCsv(text)).toEqual({
    points: [
      { atMs: 0, perSecond: 10 },
      { atMs: 10_500, perSecond: 20 },
      { atMs: 10_500, perSecond: 0 },
      { atMs: 100_000, perSecond: 5.25 },
    ],
    problems: [],
  });
});

describe('a wrong line is told with its number', () => {
  test.each([
    ['0,10\n1;20', "line 2: expected seconds,rate, got '1;20'"],
    ['0,10,3', "line 1: expected seconds,rate, got '0,10,3'"],
    ['seconds,rate\nx,1', "line 2: expected a number of seconds, 0 or more, got 'x'"],
    ['0,-1', "line 1: expected a rate per second, 0 or more, got '-1'"],
    ['-1,1', "line 1: expected a number of seconds, 0 or more, got '-1'"],
    ['0,', "line 1: expected a rate per second, 0 or more, got ''"],
    ['0,Infinity', "line 1: expected a rate per second, 0 or more, got 'Infinity'"],
    ['0,1e999', "line 1: expected a rate per second, 0 or more, got '1e999'"],
    ['5,1\n4,1', 'line 2: 4 s lies before the line above'],
    ['0,10\nseconds,rate', "line 2: expected a number of seconds, 0 or more, got 'seconds'"],
    ['seconds,rate\n', 'it holds no rates; a line reads seconds,rate'],
    ['', 'it holds no rates; a line reads seconds,rate'],
  ])('%j', (text, problem) => {
    expect(parseRatesCsv(text).problems).toEqual([problem]);
  });

  test('but not each of thousands', () => {
    expect(parseRatesCsv('x\n'.repeat(10_000)).problems).toHaveLength(5);
  });
});

test('too many rates are refused', () => {
  const text = Array.from({ length: 10_001 }, (_, second) => `${second},1`).join('\n');
  expect(parseRatesCsv(text).problems).toEqual(['it holds 10,001 rates; the cap is 10,000']);
});

test('any rates that are written are read back', () => {
  const row = fc.record({
    atMs: fc.integer({ min: 0, max: 1e9 }),
    perSecond: fc.double({ min: 0, max: 1e6, noNaN: true }),
  });
  const rows = fc.array(row, { minLength: 1 }).map((points) => points.toSorted((x, y) => x.atMs - y.atMs));
  fc.assert(
    fc.property(rows, fc.boolean(), fc.constantFrom('\n', '\r\n', '\r'), (points, hasHeader, lineBreak) => {
      const lines = points.map(({ atMs, perSecond }) => `${atMs / 1000},${Math.abs(perSecond)}`);
      const text = [...(hasHeader ? ['second,perSecond'] : []), ...lines].join(lineBreak);
      const expected = points.map(({ atMs, perSecond }) => ({ atMs, perSecond: Math.abs(perSecond) }));
      expect(parseRatesCsv(text)).toEqual({ points: expected, problems: [] });
    }),
    { seed: 20_260_228 },
  );
});
