import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFifo } from '../../src/client/fifo.ts';
import { createWaitingLine } from '../../src/client/waiting-line.ts';
import { type Priority, priorities } from '../../src/shared/operations.ts';

describe('a fifo', () => {
  test('does what an array does', () => {
    const step = fc.constantFrom('push', 'push', 'takeFirst', 'takeLast');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 1000 }), (steps) => {
        const fifo = createFifo<number>();
        const model: number[] = [];
        steps.forEach((name, index) => {
          if (name === 'push') {
            fifo.push(index);
            model.push(index);
          } else if (name === 'takeFirst') expect(fifo.takeFirst()).toBe(model.shift() ?? null);
          else expect(fifo.takeLast()).toBe(model.pop() ?? null);
          expect(fifo.size()).toBe(model.length);
        });
      }),
    );
  });

  test('stays in order however long it is used without running empty', () => {
    const fifo = createFifo<number>();
    for (let i = 0; i < 100; i += 1) fifo.push(i);
    const taken: (number | null)[] = [];
    for (let i = 100; i < 20_000; i += 1) {
      fifo.push(i);
      taken.push(fifo.takeFirst());
    }
    expect(taken).toEqual(taken.map((_, index) => index));
    expect(fifo.size()).toBe(100);
  });
});

describe('a waiting line', () => {
  const waiting: [Priority, number][] = [
    ['deferrable', 1],
    ['normal', 2],
    ['critical', 3],
    ['deferrable', 4],
    ['critical', 5],
    ['normal', 6],
  ];

  function createFilled() {
    const line = createWaitingLine<{ priority: Priority; id: number }>();
    for (const [priority, id] of waiting) line.add({ priority, id });
    return line;
  }

  test('gives the more important first, and within a priority whoever came first', () => {
    const line = createFilled();
    expect(waiting.map(() => line.takeNext()?.id)).toEqual([3, 5, 2, 6, 1, 4]);
    expect([line.takeNext(), line.size()]).toEqual([null, 0]);
  });

  test('gives up the newest of the least important, and none that is as important', () => {
    const line = createFilled();
    const evicted = priorities.map((priority) => line.evictBelow(priority)?.id ?? null);
    expect(evicted).toEqual([4, 1, null]);
    expect(line.evictBelow('normal')).toBeNull();
    expect(line.evictBelow('critical')?.id).toBe(6);
    expect(line.size()).toBe(3);
  });
});
