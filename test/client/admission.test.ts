import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Admission, type AdmissionOptions, createAdmission, type Sample } from '../../src/client/admission.ts';
import type { ClientEvent } from '../../src/client/client-event.ts';
import type { LimitPolicy } from '../../src/shared/contracts/policies.ts';
import { type Priority, priorities } from '../../src/shared/operations.ts';

type Clients = AdmissionOptions['clients'];

interface TrackedTask {
  id: number;
  priority: Priority;
  /** `offered` while it waits. */
  state: 'offered' | 'refused' | 'dropped' | 'started' | 'ended';
  end(sample?: Sample | null): void;
}

/** An admission whose tasks end when told to. */
function createWatched(clients: Partial<Clients>) {
  const world = { nowMs: 0, isDegraded: false };
  const events: ClientEvent[] = [];
  const tasks: TrackedTask[] = [];
  const started: number[] = [];
  const admission: Admission = createAdmission({
    clients: { concurrency: 1, queueLimit: 2, limit: { kind: 'fixed' }, shedding: null, ...clients },
    isDegraded: () => world.isDegraded,
    now: () => world.nowMs,
    onEvent: (event) => events.push(event),
  });
  function offer(priority: Priority = 'normal'): TrackedTask {
    const task: TrackedTask = { id: tasks.length, priority, state: 'offered', end: () => {} };
    tasks.push(task);
    const accepted = admission.offer({
      priority,
      start(onEnd) {
        expect(task.state).toBe('offered');
        task.state = 'started';
        started.push(task.id);
        task.end = (sample = null) => {
          expect(task.state).toBe('started');
          task.state = 'ended';
          onEnd(sample);
        };
      },
      drop() {
        expect(task.state).toBe('offered');
        task.state = 'dropped';
      },
    });
    if (!accepted) {
      expect(task.state).toBe('offered');
      task.state = 'refused';
    }
    return task;
  }
  const listIn = (state: TrackedTask['state']): TrackedTask[] => tasks.filter((task) => task.state === state);
  return { admission, world, events, tasks, started, offer, listIn };
}

describe('admission', () => {
  test('starts up to the limit, keeps up to the queue, sheds the rest, and starts the kept in order', () => {
    const { admission, tasks, started, offer } = createWatched({});
    for (let i = 0; i < 4; i += 1) offer();
    expect(tasks.map(({ state }) => state)).toEqual(['started', 'offered', 'offered', 'refused']);
    for (const id of [0, 1, 2]) tasks[id]?.end();
    expect(started).toEqual([0, 1, 2]);
    expect([admission.inFlight(), admission.queued()]).toEqual([0, 0]);
  });

  test('starts what is critical first, and makes room for it at the cost of the newest that matters least', () => {
    const { tasks, started, offer } = createWatched({ queueLimit: 3 });
    const [running, normal, older, newer] = (['normal', 'normal', 'deferrable', 'deferrable'] as const).map(offer);
    const critical = offer('critical');
    expect([normal, older, newer, critical].map((task) => task?.state)).toEqual([
      'offered',
      'offered',
      'dropped',
      'offered',
    ]);
    expect(offer('deferrable').state).toBe('refused');
    running?.end();
    for (let id = started.at(-1); tasks[id as number]?.state === 'started'; id = started.at(-1)) {
      tasks[id as number]?.end();
    }
    expect(started).toEqual([0, 4, 1, 2]);
  });

  test('lets nobody overtake those who wait', () => {
    const { admission, tasks, started, offer } = createWatched({});
    const running = offer();
    admission.offer({
      priority: 'normal',
      start(onEnd) {
        onEnd(null);
        offer();
      },
      drop: () => {},
    });
    offer();
    running.end();
    tasks[1]?.end();
    expect(started).toEqual([0, 1, 2]);
  });

  test('takes tasks that end at once without growing the stack', () => {
    const waiting = 100_000;
    const { admission, offer } = createWatched({ queueLimit: waiting });
    const first = offer();
    let ended = 0;
    for (let i = 0; i < waiting; i += 1) {
      admission.offer({
        priority: 'normal',
        start(onEnd) {
          ended += 1;
          onEnd(null);
        },
        drop: () => {},
      });
    }
    first.end();
    expect(ended).toBe(waiting);
    expect([admission.inFlight(), admission.queued()]).toEqual([0, 0]);
  });

  test('sheds by its policy while a region is distrusted, and tells when that starts and has stopped', () => {
    const { world, events, offer } = createWatched({
      concurrency: 1000,
      shedding: { normalShare: 0.5, deferrableShare: 0, returnAfterMs: 2000 },
    });
    expect(offer('deferrable').state).toBe('started');
    Object.assign(world, { nowMs: 100, isDegraded: true });
    const meanwhile = (['critical', 'normal', 'normal', 'deferrable'] as const).map(
      (priority) => offer(priority).state,
    );
    expect(meanwhile).toEqual(['started', 'refused', 'started', 'refused']);
    Object.assign(world, { nowMs: 1000, isDegraded: false });
    expect([offer('normal').state, offer('deferrable').state]).toEqual(['started', 'refused']);
    world.nowMs = 3000;
    expect(offer('deferrable').state).toBe('started');
    expect(events).toEqual([
      { atMs: 100, type: 'sheddingStarted', detail: 'normal' },
      { atMs: 100, type: 'sheddingStarted', detail: 'deferrable' },
      { atMs: 1100, type: 'sheddingStopped', detail: 'normal' },
      { atMs: 2000, type: 'sheddingStopped', detail: 'deferrable' },
    ]);
  });

  test('follows an adaptive limit, and tells when it has moved by a fifth', () => {
    const limit: LimitPolicy = { kind: 'aimd', minimum: 1, backoff: 0.9 };
    const { admission, world, events, offer, listIn } = createWatched({ concurrency: 20, limit });
    for (const nowMs of [1000, 2000, 3000]) {
      for (let i = 0; i < 25; i += 1) offer();
      world.nowMs = nowMs;
      listIn('started')[0]?.end({ latencyMs: 10, isOverload: true });
      expect(admission.inFlight()).toBeLessThanOrEqual(20);
    }
    // 20 × 0.9³ = 14.58; the first cut, to 18, is less than a fifth.
    expect(admission.limit()).toBe(14);
    expect(events.filter(({ type }) => type === 'limitChanged')).toEqual([
      { atMs: 2000, type: 'limitChanged', detail: '20 → 16' },
    ]);
    while (admission.inFlight() > 14) listIn('started')[0]?.end();
    listIn('started')[0]?.end();
    expect(admission.inFlight()).toBe(14);
  });

  test('is bounded, ends every task once, and never sheds while something less important waits', () => {
    const policies: LimitPolicy[] = [
      { kind: 'fixed' },
      { kind: 'aimd', minimum: 1, backoff: 0.5 },
      { kind: 'gradient', minimum: 2, tolerance: 1.2 },
    ];
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ offer: fc.constantFrom(...priorities) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          end: fc.nat(),
          latencyMs: fc.nat(500),
          isOverload: fc.boolean(),
          isSilent: fc.boolean(),
        }),
      },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.nat(5),
        fc.constantFrom(...policies),
        fc.array(step, { maxLength: 150 }),
        (concurrency, queueLimit, limit, steps) => {
          const { admission, world, tasks, offer, listIn } = createWatched({ concurrency, queueLimit, limit });
          for (const one of steps) {
            world.nowMs += 7;
            if ('offer' in one) {
              const waitingBefore = listIn('offered');
              const { state } = offer(one.offer);
              const isLess = ({ priority }: TrackedTask) =>
                priorities.indexOf(priority) > priorities.indexOf(one.offer);
              if (state === 'refused') expect(waitingBefore.some(isLess)).toBe(false);
            } else {
              const running = listIn('started');
              const { latencyMs, isOverload } = one;
              running[one.end % running.length]?.end(one.isSilent ? null : { latencyMs, isOverload });
            }
            expect(admission.inFlight()).toBe(listIn('started').length);
            expect(admission.queued()).toBe(listIn('offered').length);
            expect(admission.inFlight()).toBeLessThanOrEqual(concurrency);
            expect(admission.queued()).toBeLessThanOrEqual(queueLimit);
            expect(admission.limit()).toBeGreaterThanOrEqual(1);
            expect(admission.limit()).toBeLessThanOrEqual(concurrency);
            // Nothing waits while there is room.
            if (admission.inFlight() < admission.limit()) expect(admission.queued()).toBe(0);
          }
          while (admission.inFlight() > 0) listIn('started')[0]?.end();
          expect(tasks.every(({ state }) => state === 'ended' || state === 'dropped' || state === 'refused')).toBe(
            true,
          );
        },
      ),
    );
  });
});
