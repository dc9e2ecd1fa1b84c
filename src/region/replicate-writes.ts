import { createRandom, deriveSeed, type Random } from '../shared/random.ts';
import { createDeliveryQueue, type DeliveryQueue } from './deliver-replicas.ts';
import { findVersion, type ObjectStore, type ObjectVersion } from './object-store.ts';
import { encodeReplica, encodeTags } from './replica-format.ts';
import type { ReplicaTarget } from './send-replica.ts';

/** What of a version is copied: all of it, or the tags that it has been given since. */
export type Change = 'object' | 'tags';

/** Copies one region's writes to others, asynchronously. */
export interface Replicator {
  /** From now on writes are copied to these regions; copies already waiting for others still go there. */
  setTargets(targets: readonly ReplicaTarget[]): void;
  replicate(store: ObjectStore, version: ObjectVersion, change: Change): void;
  /** Copies, over all regions, that are neither made nor given up. */
  countWaiting(): number;
  close(): void;
}

interface Destination {
  readonly queue: DeliveryQueue;
  readonly lagMs: number;
}

/** Spread of the lag: its logarithm's standard deviation. One copy in a hundred takes more than 3.2 times the median. */
const lagSpread = 0.5;

/** @param seed of the lags */
export function createReplicator(seed: number): Replicator {
  const random = createRandom(deriveSeed(seed, 'replication lag'));
  const queues = new Map<string, DeliveryQueue>();
  let current: readonly Destination[] = [];
  /** Copies of each version that are neither made nor given up. */
  const outstanding = new WeakMap<ObjectVersion, number>();

  function findQueue(target: ReplicaTarget): DeliveryQueue {
    const id = `${target.controlUrl} ${target.controlToken}`;
    const queue = queues.get(id) ?? createDeliveryQueue(target, deriveSeed(seed, target.region));
    queues.set(id, queue);
    return queue;
  }

  return {
    setTargets(targets) {
      current = targets.map((target) => ({ queue: findQueue(target), lagMs: target.lagMs }));
    },
    replicate(store, version, change) {
      if (current.length === 0) return;
      version.replication = 'PENDING';
      outstanding.set(version, (outstanding.get(version) ?? 0) + current.length);
      const encode = change === 'object' ? encodeReplica : encodeTags;
      for (const { queue, lagMs } of current) {
        const dueMs = performance.now() + lagMs * drawFactor(random);
        queue.enqueue({
          key: version.key,
          dueMs,
          encode: () => (isStored(store, version) ? encode(version) : null),
          settle(isCopied) {
            const left = (outstanding.get(version) ?? 0) - 1;
            outstanding.set(version, left);
            if (!isCopied) version.replication = 'FAILED';
            else if (left === 0 && version.replication === 'PENDING') version.replication = 'COMPLETED';
          },
        });
      }
    },
    countWaiting() {
      let waiting = 0;
      for (const queue of queues.values()) waiting += queue.countWaiting();
      return waiting;
    },
    close() {
      for (const queue of queues.values()) queue.close();
    },
  };
}

/** What was deleted for good before its turn has nothing left to copy, and may not be kept alive by waiting. */
function isStored(store: ObjectStore, version: ObjectVersion): boolean {
  return findVersion(store, version.key, version.versionId) === version;
}

/** Lognormal with median 1, by Box and Muller's method. */
function drawFactor(random: Random): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.exp(lagSpread * normal);
}
