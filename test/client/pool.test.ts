import { expect, test } from 'vitest';
import { createPool } from '../../src/client/pool.ts';

test('a pool makes no more than are out at once, and never has one out twice', () => {
  let made = 0;
  const pool = createPool(() => {
    made += 1;
    return { id: made };
  });
  const [first, second] = [pool.take(), pool.take()];
  pool.giveBack(first);
  const third = pool.take();
  expect(third).toBe(first);
  const fourth = pool.take();
  expect(new Set([second, third, fourth]).size).toBe(3);
  for (const item of [second, third, fourth]) pool.giveBack(item);
  expect(new Set([pool.take(), pool.take(), pool.take()]).size).toBe(3);
  expect(made).toBe(3);
});
