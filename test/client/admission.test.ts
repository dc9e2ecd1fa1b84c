import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAdmission, type Task } from '../../src/client/admission.ts';

/** A task that ends when told to. */
function createTask(): { run: Task; end: () => void } {
  let ended = (): void => {};
  return {
    run(onEnd) {
      ended = onEnd;
    },
    end: () => ended(),
  };
}

describe('admission', () => {
  test('starts up to the limit, keeps up to the queue, sheds the rest, and starts the kept in order', () => {
    const admission = createAdmission({ concurrency: 1, queueLimit: 2 });
    const started: number[] = [];
    const tasks = [0, 1, 2, 3].map(createTask);
    const accepted = tasks.map(({ run }, index) =>
      admission.offer((onEnd) => {
        started.push(index);
        run(onEnd);
      }),
    );
    expect(accepted).toEqual([true, true, true, false]);
    expect(started).toEqual([0]);
    for (const { end } of tasks.slice(0, 3)) end();
    expect(started).toEqual([0, 1, 2]);
    expect(admission.inFlight()).toBe(0);
  });

  test('takes tasks that end at once without growing the stack', () => {
    const waiting = 100_000;
    const admission = createAdmission({ concurrency: 1, queueLimit: waiting });
    const first = createTask();
    admission.offer(first.run);
    let ended = 0;
    for (let i = 0; i < waiting; i += 1) {
      admission.offer((onEnd) => {
        ended += 1;
        onEnd();
      });
    }
    first.end();
    expect(ended).toBe(waiting);
    expect([admission.inFlight(), admission.queued()]).toEqual([0, 0]);
  });

  test('never has more in flight or waiting than it may, and loses no accepted task', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.nat(4),
        fc.array(fc.boolean(), { maxLength: 60 }),
        (concurrency, queueLimit, steps) => {
          const admission = createAdmission({ concurrency, queueLimit });
          const running: (() => void)[] = [];
          let accepted = 0;
          let ended = 0;
          const endOne = (): void => {
            const end = running.shift();
            if (end === undefined) return;
            ended += 1;
            end();
          };
          for (const offer of steps) {
            if (!offer) endOne();
            else if (admission.offer((onEnd) => running.push(onEnd))) accepted += 1;
            expect(admission.inFlight()).toBe(running.length);
            expect(admission.inFlight()).toBeLessThanOrEqual(concurrency);
            expect(admission.queued()).toBeLessThanOrEqual(queueLimit);
          }
          while (admission.inFlight() > 0) endOne();
          expect(ended).toBe(accepted);
        },
      ),
    );
  });
});
