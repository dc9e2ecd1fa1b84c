import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildFolder,
  buildSeededKey,
  buildSeededPrefix,
  buildWrittenKey,
  readSeededIndex,
} from '../../src/shared/keys.ts';

describe('keys', () => {
  test('of seeded objects lie in the run, go round its prefixes, and tell their index', () => {
    expect(buildSeededKey('r', 17, 1)).toBe('s3drill-r/seeded/00000017');
    expect(buildSeededKey('r', 17, 4)).toBe('s3drill-r/seeded/p01/00000017');
    fc.assert(
      fc.property(fc.nat(99_999_999), fc.integer({ min: 1, max: 1000 }), (index, prefixes) => {
        const key = buildSeededKey('r', index, prefixes);
        expect(key.startsWith(buildSeededPrefix('r') + buildFolder(index % prefixes, prefixes))).toBe(true);
        expect(readSeededIndex(key)).toBe(index);
      }),
    );
  });

  test('that are written name their client and how many came before', () => {
    expect(buildWrittenKey('r', 3, 12)).toBe('s3drill-r/written/3/12');
    expect(buildWrittenKey('r', 3, 12, buildFolder(2, 8))).toBe('s3drill-r/written/p02/3/12');
  });
});
