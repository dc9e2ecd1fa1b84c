import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanText, cutText, measureText, padText, wrapText } from '../../src/report/terminal/text-width.ts';

it('counts the cells a terminal draws', () => {
  expect(measureText('abc')).toBe(3);
  expect(measureText('漢字')).toBe(4);
  expect(measureText('e\u0301')).toBe(1);
  expect(padText('漢', 4, 'right')).toBe('  漢');
});

it('cuts and wraps within the columns, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 60 }), (raw, columns) => {
      const text = cleanText(raw);
      expect(measureText(cutText(text, columns))).toBeLessThanOrEqual(columns);
      for (const line of wrapText(text, columns)) expect(measureText(line)).toBeLessThanOrEqual(columns);
    }),
  );
});
