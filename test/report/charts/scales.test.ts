import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLogTicks, chooseTimeTicks } from '../../../src/report/charts/scales.ts';
import { spreadApart } from '../../../src/report/charts/text.ts';
import { formatMoment } from '../../../src/shared/format.ts';

describe('ticks', () => {
  it.each([
    [40_000, 10, ['0 s', '5 s', '10 s', '15 s', '20 s', '25 s', '30 s', '35 s', '40 s']],
    [40_000, 4, ['0 s', '10 s', '20 s', '30 s', '40 s']],
    [3_600_000, 4, ['0 s', '15 min', '30 min', '45 min', '1 h']],
  ])('are moments that people count in, over %d ms', (durationMs, most, labels) => {
    expect(chooseTimeTicks(durationMs, most).map(formatMoment)).toEqual(labels);
  });

  it('are never many more than there is room for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e10 }), fc.integer({ min: 2, max: 12 }), (durationMs, most) => {
        expect(chooseTimeTicks(durationMs, most).length).toBeLessThanOrEqual(most + 1);
      }),
    );
  });

  it('on a log axis are 1, 2 and 5 of each power, or powers alone when room is short', () => {
    expect(chooseLogTicks(5, 500, 9)).toEqual([5, 10, 20, 50, 100, 200, 500]);
    expect(chooseLogTicks(5, 500, 3)).toEqual([10, 100]);
  });
});

describe('labels', () => {
  it('are moved apart, and stay between the ends while there is room', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 10 }),
        (positions) => {
          const spread = spreadApart(positions, 17, 0, 200).sort((a, b) => a - b);
          for (let i = 1; i < spread.length; i += 1) {
            expect((spread[i] ?? 0) - (spread[i - 1] ?? 0)).toBeGreaterThanOrEqual(17 - 1e-9);
          }
          expect(Math.min(...spread)).toBeGreaterThanOrEqual(-1e-9);
          expect(Math.max(...spread)).toBeLessThanOrEqual(200 + 1e-9);
        },
      ),
    );
  });
});
