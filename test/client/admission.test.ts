import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAdmission } from '../../src/client/admission.ts';

function createTask(): { run: () => Promise<void>; end: () => void } {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { run: () => ended, end };
}

describe('admission', () => {
  test('starts up to the limit, keeps up to the queue, sheds the rest, and starts the kept in order', async () => {
    const admission = createAdmission({ concurrency: 1, queueLimit: 2 });
    const started: number[] = [];
    const tasks = [0, 1, 2, 3].map(createTask);
    const accepted = tasks.map((task, index) =>
      admission.offer(() => {
        started.push(index);
        return task.run();
      }),
    );
    expect(accepted).toEqual([true, true, true, false]);
    expect(started).toEqual([0]);
    for (const task of tasks) task.end();
    await new Promise((resolve) => setImmediate(resolve));
    expect(started).toEqual([0, 1, 2]);
    expect(admission.inFlight()).toBe(0);
  });

  test('never has more in flight or waiting than it may, and loses no accepted task', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.nat(4),
        fc.array(fc.boolean(), { maxLength: 60 }),
        async (concurrency, queueLimit, steps) => {
          const admission = createAdmission({ concurrency, queueLimit });
          const running: (() => void)[] = [];
          let accepted = 0;
          let ended = 0;
          for (const offer of steps) {
            if (offer) {
              const task = createTask();
              const taken = admission.offer(async () => {
                running.push(task.end);
                await task.run();
                ended += 1;
              });
              if (taken) accepted += 1;
            } else {
              running.shift()?.();
              await new Promise((resolve) => setImmediate(resolve));
            }
            expect(admission.inFlight()).toBeLessThanOrEqual(concurrency);
            expect(admission.queued()).toBeLessThanOrEqual(queueLimit);
          }
          while (admission.inFlight() > 0) {
            running.shift()?.();
            await new Promise((resolve) => setImmediate(resolve));
          }
          expect(ended).toBe(accepted);
        },
      ),
      { numRuns: 50 },
    );
  });
});
