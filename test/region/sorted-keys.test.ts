import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addKey, createSortedKeys, openCursor, removeKey } from '../../src/region/sorted-keys.ts';

test('keys stay sorted and unique through any additions and removals', () => {
  const steps = fc.array(fc.record({ key: fc.nat(3000), removes: fc.boolean() }), { minLength: 1000, maxLength: 4000 });
  fc.assert(
    fc.property(steps, fc.nat(3000), (list, from) => {
      const keys = createSortedKeys();
      const model = new Set<string>();
      for (const { key, removes } of list) {
        const name = String(key).padStart(4, '0');
        if (removes) {
          removeKey(keys, name);
          model.delete(name);
        } else {
          addKey(keys, name);
          model.add(name);
        }
      }
      const start = String(from).padStart(4, '0');
      const cursor = openCursor(keys, start);
      const walked: string[] = [];
      for (let key = cursor.next(); key !== null; key = cursor.next()) walked.push(key);
      expect(walked).toEqual([...model].filter((key) => key >= start).sort());
      expect(keys.blocks.every((block) => block.length > 0 && block.length <= 512)).toBe(true);
    }),
    { numRuns: 20, endOnFailure: true },
  );
});
