import type { Plan, PlanOperation } from '../shared/contracts/plan.ts';
import {
  buildSeededKey,
  buildSeededPrefix,
  buildWrittenKey,
  createIndexChooser,
  type IndexChooser,
} from '../shared/keys.ts';
import type { OperationName } from '../shared/operations.ts';
import { createPayloadSource } from '../shared/payload.ts';
import { deriveSeed, type Random } from '../shared/random.ts';
import { buildCanonicalQuery } from '../shared/sigv4.ts';
import type { UnsignedRequest } from './sign-request.ts';

/** An operation the workload has drawn: what to send, to whichever region (the bucket's name differs by region). */
export interface DrawnOperation {
  name: OperationName;
  isWrite: boolean;
  /** Our keys are made of characters that need no URI encoding. */
  build(bucket: string): UnsignedRequest;
  /** Called once the operation has succeeded. */
  onSuccess(): void;
}

/** Draws one client's operations in the shares of the workload. All its choices come from `random`. */
export type Workload = () => DrawnOperation;

/** One page of a listing. */
const listedKeys = '100';
/** Written keys a client remembers for DeleteObject, so that a long run stays small. */
const rememberedKeys = 1000;

export function createWorkload(plan: Plan, runId: string, client: number, random: Random): Workload {
  const { operations, seededObjects } = plan.workload;
  const maxBytes = Math.max(...operations.map((operation) => operation.maxBytes));
  const payload = createPayloadSource(deriveSeed(plan.seed, `payload ${client}`), maxBytes);
  const choosers = new Map<PlanOperation, IndexChooser>();
  for (const operation of operations) choosers.set(operation, createIndexChooser(operation.keys, seededObjects));
  const chooseOperation = createShareChooser(operations);
  /** Keys this client knows to be stored: what DeleteObject takes from. */
  const written: string[] = [];
  let sequence = 0;
  /** Made when first drawn. */
  const seededKeys: (string | undefined)[] = [];
  const listQuery = buildCanonicalQuery([
    ['list-type', '2'],
    ['max-keys', listedKeys],
    ['prefix', buildSeededPrefix(runId)],
  ]);

  const draw: Record<OperationName, (operation: PlanOperation) => DrawnOperation> = {
    GetObject: (operation) => drawRead('GetObject', 'GET', operation),
    HeadObject: (operation) => drawRead('HeadObject', 'HEAD', operation),
    PutObject(operation) {
      sequence += 1;
      const key = buildWrittenKey(runId, client, sequence);
      const bytes = operation.minBytes + Math.floor(random() * (operation.maxBytes - operation.minBytes + 1));
      const body = payload.take(bytes, sequence);
      return {
        name: 'PutObject',
        isWrite: true,
        build: (bucket) => ({ method: 'PUT', path: `/${bucket}/${key}`, query: '', body }),
        onSuccess() {
          if (written.length < rememberedKeys) written.push(key);
        },
      };
    },
    DeleteObject() {
      // Deleting what is not there succeeds in S3, so a client that has written nothing yet still sends its share.
      const key = written.pop() ?? buildWrittenKey(runId, client, 0);
      return {
        name: 'DeleteObject',
        isWrite: true,
        build: (bucket) => ({ method: 'DELETE', path: `/${bucket}/${key}`, query: '', body: null }),
        onSuccess: () => {},
      };
    },
    ListObjectsV2: () => ({
      name: 'ListObjectsV2',
      isWrite: false,
      build: (bucket) => ({
        method: 'GET',
        path: `/${bucket}`,
        query: listQuery,
        body: null,
      }),
      onSuccess: () => {},
    }),
  };

  function drawRead(name: 'GetObject' | 'HeadObject', method: string, operation: PlanOperation): DrawnOperation {
    const index = (choosers.get(operation) as IndexChooser)(random);
    seededKeys[index] ??= buildSeededKey(runId, index);
    const key = seededKeys[index];
    return {
      name,
      isWrite: false,
      build: (bucket) => ({ method, path: `/${bucket}/${key}`, query: '', body: null }),
      onSuccess: () => {},
    };
  }

  return () => {
    const operation = chooseOperation(random);
    return draw[operation.name](operation);
  };
}

function createShareChooser(operations: readonly PlanOperation[]): (random: Random) => PlanOperation {
  return (random) => {
    let rest = random();
    for (const operation of operations) {
      rest -= operation.share;
      if (rest < 0) return operation;
    }
    // Shares sum to 1 but for rounding.
    return operations[operations.length - 1] as PlanOperation;
  };
}
