import { Agent } from 'node:http';
import { createRandom } from '../shared/random.ts';
import { type ReplicaTarget, sendReplica } from './send-replica.ts';

/** One copy for one region. */
export interface Delivery {
  readonly key: string;
  /** When it may leave, on the clock of `performance.now()`. */
  readonly dueMs: number;
  /** Its bytes; null when the version is gone and there is nothing to copy any more. */
  encode(): readonly Buffer[] | null;
  settle(isCopied: boolean): void;
}

/** The copies that one region still waits for. */
export interface DeliveryQueue {
  enqueue(delivery: Delivery): void;
  /** How many are neither copied nor given up. */
  countWaiting(): number;
  close(): void;
}

const maxInFlight = 16;
const firstBackoffMs = 50;
const longestBackoffMs = 5_000;
/** S3 promises 99.99 % of objects within 15 minutes (RTC); who can't be reached for so long gets no copy. */
const giveUpAfterMs = 15 * 60 * 1000;

/**
 * Delivers copies when they are due: those of one key in order, one after the other; those of different keys side by side.
 * While the region can't be reached, one copy at a time probes it, with exponential backoff.
 */
export function createDeliveryQueue(target: ReplicaTarget, seed: number): DeliveryQueue {
  const agent = new Agent({ keepAlive: true, maxSockets: maxInFlight });
  const random = createRandom(seed);
  /** Undelivered copies by key, in the order of their writes; only the first of each may leave. */
  const lanes = new Map<string, Delivery[]>();
  const ready: Delivery[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let waiting = 0;
  let inFlight = 0;
  let failuresInARow = 0;
  let isPaused = false;
  let isClosed = false;

  function enqueue(delivery: Delivery): void {
    if (isClosed) return;
    waiting += 1;
    const lane = lanes.get(delivery.key);
    if (lane !== undefined) {
      lane.push(delivery);
      return;
    }
    lanes.set(delivery.key, [delivery]);
    awaitDue(delivery);
  }

  function awaitDue(delivery: Delivery): void {
    wait(delivery.dueMs - performance.now(), () => {
      ready.push(delivery);
      pump();
    });
  }

  function pump(): void {
    while (!isPaused && inFlight < (failuresInARow > 0 ? 1 : maxInFlight)) {
      const delivery = ready.shift();
      if (delivery === undefined) return;
      inFlight += 1;
      void deliver(delivery).then((isDone) => {
        inFlight -= 1;
        if (isClosed) return;
        if (!isDone) {
          ready.push(delivery);
          pause();
        }
        pump();
      });
    }
  }

  async function deliver(delivery: Delivery): Promise<boolean> {
    const pieces = delivery.encode();
    const outcome = pieces === null ? 'copied' : await sendReplica(target, agent, pieces);
    if (isClosed) return false;
    if (outcome === 'unreachable') {
      failuresInARow += 1;
      if (performance.now() < delivery.dueMs + giveUpAfterMs) return false;
    } else {
      failuresInARow = 0;
    }
    finish(delivery, outcome === 'copied');
    return true;
  }

  function finish(delivery: Delivery, isCopied: boolean): void {
    waiting -= 1;
    const lane = lanes.get(delivery.key);
    lane?.shift();
    const next = lane?.[0];
    if (next === undefined) lanes.delete(delivery.key);
    else awaitDue(next);
    delivery.settle(isCopied);
  }

  function pause(): void {
    if (isPaused) return;
    isPaused = true;
    const backoffMs = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (failuresInARow - 1));
    wait(backoffMs * (0.5 + random() / 2), () => {
      isPaused = false;
      pump();
    });
  }

  /** At once when there is nothing to wait for. */
  function wait(ms: number, then: () => void): void {
    if (ms <= 0) {
      then();
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      then();
    }, ms);
    timers.add(timer);
  }

  return {
    enqueue,
    countWaiting: () => waiting,
    close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      agent.destroy();
    },
  };
}
