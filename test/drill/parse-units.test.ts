import { describe, expect, test } from 'vitest';
import { parsePart } from '../../src/drill/parse-part.ts';
import { rateSchema } from '../../src/drill/parse-rate.ts';
import { sizeSchema } from '../../src/drill/parse-size.ts';

describe('a size', () => {
  test.each([
    [0, 0],
    ['0B', 0],
    ['512B', 512],
    ['4KiB', 4096],
    ['1.5MiB', 1_572_864],
    ['1GiB', 1_073_741_824],
  ])('%j is %d bytes', (written, bytes) => {
    expect(sizeSchema.parse(written)).toBe(bytes);
  });

  test.each([
    ['4kb', '4KiB'],
    ['4 KiB', '4KiB'],
    ['10', '10B'],
    ['1g', '1GiB'],
    ['lots', null],
    [null, null],
    [undefined, null],
  ])('%j is none; %j is near', (written, suggestion) => {
    expect(parsePart(sizeSchema, written, ['size']).problems).toEqual([
      { path: 'size', message: expect.stringContaining("'4KiB'"), suggestion },
    ]);
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '0.3B'])('%j is no whole number of bytes', (written) => {
    expect(sizeSchema.safeParse(written).success).toBe(false);
  });
});

describe('a rate', () => {
  test.each([
    [200, 200],
    ['200/s', 200],
    ['600/m', 10],
    ['1800/h', 0.5],
    ['0.5/s', 0.5],
  ])('%j is %d per second', (written, perSecond) => {
    expect(rateSchema.parse(written)).toBe(perSecond);
  });

  test.each([
    ['200', '200/s'],
    ['200 rps', '200/s'],
    ['200/sec', '200/s'],
    ['60 per minute', '60/m'],
    ['fast', null],
  ])('%j is none; %j is near', (written, suggestion) => {
    expect(parsePart(rateSchema, written, []).problems).toEqual([
      { path: '', message: expect.stringContaining("'200/s'"), suggestion },
    ]);
  });

  test.each([0, -1, Number.NaN, '0/s'])('%j is not more than 0', (written) => {
    expect(rateSchema.safeParse(written).success).toBe(false);
  });
});
