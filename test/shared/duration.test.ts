import { expect, expectTypeOf, test } from 'vitest';
import { type Duration, durationSchema, longestDurationMs } from '../../src/shared/duration.ts';

test.each([
  [0, 0],
  [250, 250],
  [0.5, 0.5],
  ['250ms', 250],
  ['2s', 2000],
  ['1.5m', 90_000],
  ['1h', 3_600_000],
  ['0s', 0],
])('%s is %d ms, and parsing that again changes nothing', (written, ms) => {
  expect(durationSchema.parse(written)).toBe(ms);
  expect(durationSchema.parse(durationSchema.parse(written))).toBe(ms);
});

test.each([
  '',
  '5',
  'ms',
  '5 s',
  '5sec',
  '5S',
  '-5ms',
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '1e3ms',
  '1000h',
  longestDurationMs + 1,
  null,
  true,
])('%s is refused with the accepted forms', (written) => {
  const parsed = durationSchema.safeParse(written);
  expect(parsed.success).toBe(false);
  expect(parsed.error?.issues[0]?.message).toContain("'250ms', '2s', '1.5m', '1h', or a number of milliseconds");
});

test('the type knows the units', () => {
  expectTypeOf<'200ms'>().toExtend<Duration>();
  expectTypeOf<200>().toExtend<Duration>();
  expectTypeOf<'200 seconds'>().not.toExtend<Duration>();
});
