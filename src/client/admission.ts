import type { PlanClients } from '../shared/contracts/policies.ts';
import type { Priority } from '../shared/operations.ts';
import type { ClientEvent } from './client-event.ts';
import { createLimiter } from './limits/create-limiter.ts';
import type { Sample } from './limits/limiter.ts';
import { createShedSpells } from './shed-spells.ts';
import { createShedder } from './shedding.ts';
import { createWaitingLine } from './waiting-line.ts';

export type { Sample } from './limits/limiter.ts';

/**
 * A piece of work that says when it has ended. Callbacks, not promises, all along an operation's way: inside k6 each
 * promise costs as much as signing a request, and most operations need no second attempt.
 */
export interface Task {
  priority: Priority;
  /** @param onEnd to be called once; null when what became of it says nothing about the regions' load */
  start(onEnd: (sample: Sample | null) => void): void;
  /** Called instead of `start` when it is shed after having waited. */
  drop(): void;
}

/**
 * Backpressure at the client's edge: so many operations in flight, so many waiting, the rest shed, the least important
 * first. A waiting task starts as soon as another has ended.
 */
export interface Admission {
  /** Starts the task now, keeps it for later, or answers `false`: shed. */
  offer(task: Task): boolean;
  inFlight(): number;
  queued(): number;
  /** How many may be in flight now. */
  limit(): number;
}

export interface AdmissionOptions {
  clients: Pick<PlanClients, 'concurrency' | 'queueLimit' | 'limit' | 'shedding'>;
  /** Whether some region is distrusted now. */
  isDegraded(): boolean;
  now(): number;
  onEvent(event: ClientEvent): void;
}

/** A limit that has moved by less than this share since it was last told of is not worth an event. */
const notableMove = 0.2;

export function createAdmission({ clients, isDegraded, now, onEvent }: AdmissionOptions): Admission {
  const { queueLimit, concurrency } = clients;
  const limiter = createLimiter(clients);
  const shedder = clients.shedding === null ? null : createShedder(clients.shedding, isDegraded);
  const spells = createShedSpells(onEvent);
  const line = createWaitingLine<Task>();
  let limit = concurrency;
  let reportedLimit = concurrency;
  let inFlight = 0;
  let isStarting = false;

  function end(sample: Sample | null): void {
    if (limiter !== null && sample !== null) {
      const nowMs = now();
      limiter.note(sample, inFlight, nowMs);
      limit = limiter.read();
      if (limit !== reportedLimit) reportLimit(nowMs);
    }
    inFlight -= 1;
    if (line.size() > 0) startWaiting();
  }

  /** In a loop, not by recursion: tasks whose deadline has passed while they waited end as soon as they start. */
  function startWaiting(): void {
    if (isStarting) return;
    isStarting = true;
    while (inFlight < limit) {
      const task = line.takeNext();
      if (task === null) break;
      inFlight += 1;
      task.start(end);
    }
    isStarting = false;
  }

  function reportLimit(atMs: number): void {
    if (Math.abs(limit - reportedLimit) < notableMove * reportedLimit) return;
    onEvent({ atMs, type: 'limitChanged', detail: `${reportedLimit} → ${limit}` });
    reportedLimit = limit;
  }

  function shed(task: Task): false {
    spells.note(task.priority, now());
    return false;
  }

  /** Room for the task, at the cost of a less important one if need be. */
  function enqueue(task: Task): boolean {
    if (line.size() < queueLimit) {
      line.add(task);
      return true;
    }
    const evicted = line.evictBelow(task.priority);
    if (evicted === null) return shed(task);
    line.add(task);
    shed(evicted);
    evicted.drop();
    return true;
  }

  return {
    offer(task) {
      if (spells.isAnyOn()) spells.look(now());
      if (shedder !== null && !shedder.admits(task.priority, now())) return shed(task);
      if (inFlight >= limit || line.size() > 0) return enqueue(task);
      inFlight += 1;
      task.start(end);
      return true;
    },
    inFlight: () => inFlight,
    queued: line.size,
    limit: () => limit,
  };
}
