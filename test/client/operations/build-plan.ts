import { createHash } from 'node:crypto';
import type { Operation } from '../../../src/client/attempt.ts';
import { createWorkload } from '../../../src/client/operations/create-workload.ts';
import { type Plan, planSchema } from '../../../src/shared/contracts/plan.ts';
import type { PlanOperation } from '../../../src/shared/contracts/workload.ts';
import { createRandom } from '../../../src/shared/random.ts';

export type SomeOperation = Partial<PlanOperation> & Pick<PlanOperation, 'name'>;

export const runId = 'run';

const size = { kind: 'range', minBytes: 100, maxBytes: 5000 } as const;

/** A plan of one workload, whose operations have equal shares and what they need by default. */
export function buildPlan(operations: readonly SomeOperation[], objects: Partial<Plan['objects']> = {}): Plan {
  const clients = {
    count: 3,
    concurrency: 4,
    queueLimit: 4,
    primary: 'us-east-1',
    standby: [],
    retry: { kind: 'standard', maxAttempts: 3 },
    breaker: null,
    failover: null,
    hedge: null,
    limit: { kind: 'fixed' },
    shedding: null,
  };
  return planSchema.parse({
    schema: 's3drill/plan@1',
    drill: { name: 'd', hypothesis: null, file: 'd.ts', hash: '0'.repeat(64), variant: null },
    seed: 7,
    regions: [{ name: 'us-east-1', upstream: 'embedded', replicatesFrom: null, replicationLagMs: 0 }],
    workloads: [
      {
        name: 'default',
        clients,
        operations: operations.map((operation) => describeOperation(operation, operations.length)),
        load: { model: 'closed', thinkMs: 0 },
      },
    ],
    objects: { count: 20, size, prefixes: 1, ...objects },
    phases: (['steady', 'fault', 'recovery'] as const).map((name, index) => {
      return { name, kind: name, fromMs: index * 1000, toMs: (index + 1) * 1000 };
    }),
    faults: [],
    objectives: [],
    availabilityTarget: 0.99,
    stableWindowMs: 1000,
  });
}

function describeOperation(operation: SomeOperation, count: number): PlanOperation {
  const { name } = operation;
  const writesBody = name === 'PutObject' || name === 'MultipartUpload';
  return {
    share: 1 / count,
    priority: 'normal',
    deadlineMs: 5000,
    attemptTimeoutMs: 1000,
    retry: null,
    keys: { kind: 'uniform' },
    size: writesBody ? size : null,
    partBytes: name === 'MultipartUpload' ? 2000 : null,
    rangeBytes: null,
    condition: null,
    pages: name === 'ListObjectsV2' ? 1 : null,
    batch: name === 'ListObjectsV2' || name === 'DeleteObjects' ? 10 : null,
    followedBy: null,
    ...operation,
  };
}

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** What one client of the plan draws. */
export function createDraw(plan: Plan, client = 1, seed = 5): () => Operation {
  const [workload] = plan.workloads;
  if (workload === undefined) throw new Error('no workload');
  const random = createRandom(seed);
  return createWorkload({ plan, workload, runId, client, position: client - 1, random, digests: { md5 } });
}
