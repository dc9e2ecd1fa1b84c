import type { Plan } from '../../shared/contracts/plan.ts';
import type { PlanOperation, PlanWorkload } from '../../shared/contracts/workload.ts';
import { createIntents, type Intents } from '../../shared/intent.ts';
import { type Chooser, createIndexChooser } from '../../shared/key-choosers.ts';
import type { PayloadSource } from '../../shared/payload.ts';
import type { Random } from '../../shared/random.ts';
import { createDrillPayload, describeSeededObjects, type SeededObjects } from '../../shared/seeded-objects.ts';
import { largestBytes } from '../../shared/sizes.ts';
import type { Operation } from '../attempt.ts';
import { createOwnObjects, type OwnObjects } from './own-objects.ts';

/** Hashes that the engine has and JavaScript has not. */
export interface Digests {
  /** In hex. */
  md5(text: string): string;
}

export interface WorkloadOptions {
  plan: Plan;
  workload: PlanWorkload;
  runId: string;
  /** Number of the client, from 1, over all workloads. */
  client: number;
  /** Its place among the clients of its workload, from 0. */
  position: number;
  /** Its own: nothing that happens may draw from it, or a variant would not replay the same operations. */
  random: Random;
  digests: Digests;
}

/** What a client's operations share. */
export interface WorkloadContext {
  runId: string;
  client: number;
  random: Random;
  digests: Digests;
  payload: PayloadSource;
  seeded: SeededObjects;
  prefixes: number;
  own: OwnObjects;
  intents: Intents;
  /** Counts the client's writes: 1, 2, 3… */
  nextSequence(): number;
  createIndexChooser(operation: PlanOperation): Chooser;
}

/** An entry of the plan's workload, and its index there. */
export interface Entry {
  operation: PlanOperation;
  index: number;
}

/** Makes ready what draws of one entry have in common; what it returns draws one. */
export type PrepareOperation = (context: WorkloadContext, entry: Entry) => () => Operation;

export function createWorkloadContext(options: WorkloadOptions): WorkloadContext {
  const { plan, workload, runId, client, position, random, digests } = options;
  const { count, prefixes } = plan.objects;
  let sequence = 0;
  return {
    runId,
    client,
    random,
    digests,
    payload: createDrillPayload(plan.seed, findLargestBody(plan, workload)),
    seeded: describeSeededObjects(plan, runId),
    prefixes,
    own: createOwnObjects(workload.operations.some(takesOwnObjects)),
    intents: createIntents(plan.seed, client),
    nextSequence() {
      sequence += 1;
      return sequence;
    },
    createIndexChooser: ({ keys }) =>
      createIndexChooser(keys, { count, prefixes, position, clients: workload.clients.count }),
  };
}

/** The longest text that the client sends or knows, in bytes. */
function findLargestBody({ objects }: Plan, { operations }: PlanWorkload): number {
  let largest = 0;
  for (const { name, size, partBytes, followedBy } of operations) {
    if (name === 'GetObject' || followedBy === 'GetObject') largest = Math.max(largest, largestBytes(objects.size));
    if (size === null) continue;
    largest = Math.max(largest, Math.min(largestBytes(size), partBytes ?? Number.POSITIVE_INFINITY));
  }
  return largest;
}

function takesOwnObjects({ name, condition }: PlanOperation): boolean {
  return name === 'DeleteObject' || name === 'DeleteObjects' || (name === 'PutObject' && condition === 'ifMatch');
}
