import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markBetter, type Span } from '../../../../src/report/view/variants/mark-better.ts';

const never: Span = { low: Number.POSITIVE_INFINITY, high: Number.POSITIVE_INFINITY };

describe('what is better', () => {
  it.each<[string, (Span | null)[], 'higher' | 'lower', boolean[]]>([
    [
      'one clear of the other',
      [
        { low: 0.9, high: 0.95 },
        { low: 0.97, high: 0.99 },
      ],
      'higher',
      [false, true],
    ],
    [
      'nobody where intervals overlap',
      [
        { low: 0.9, high: 0.98 },
        { low: 0.97, high: 0.99 },
      ],
      'higher',
      [false, false],
    ],
    [
      'nobody where they touch',
      [
        { low: 1, high: 2 },
        { low: 2, high: 3 },
      ],
      'lower',
      [false, false],
    ],
    [
      'all that are clear of the rest',
      [
        { low: 5, high: 6 },
        { low: 1, high: 3 },
        { low: 2, high: 4 },
      ],
      'lower',
      [false, true, true],
    ],
    ['whatever happened against what never did', [never, { low: 9, high: 10 }, never], 'lower', [false, true, false]],
    ['nobody where it never happened to any', [never, never], 'lower', [false, false]],
    ['nobody who is alone', [null, { low: 1, high: 2 }], 'lower', [false, false]],
    [
      'without those that take no part',
      [null, { low: 1, high: 2 }, { low: 3, high: 4 }],
      'lower',
      [false, true, false],
    ],
  ])('is %s', (_name, spans, better, marked) => {
    expect(markBetter(spans, better)).toEqual(marked);
  });

  it('never marks a variant whose span overlaps with an unmarked one, nor all', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 })).map(([low, width]) => ({
      low,
      high: low + width,
    }));
    fc.assert(
      fc.property(
        fc.array(fc.option(span), { maxLength: 6 }),
        fc.constantFrom('higher' as const, 'lower' as const),
        (spans, better) => {
          const marks = markBetter(spans, better);
          const best = spans.filter((one, i) => one !== null && marks[i] === true) as Span[];
          const rest = spans.filter((one, i) => one !== null && marks[i] !== true) as Span[];
          if (best.length > 0) expect(rest.length).toBeGreaterThan(0);
          for (const winner of best) {
            for (const other of rest) {
              if (better === 'lower') expect(winner.high).toBeLessThan(other.low);
              else expect(winner.low).toBeGreaterThan(other.high);
            }
          }
        },
      ),
    );
  });
});
