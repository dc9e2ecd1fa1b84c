import type { PlanOperation } from '../../shared/contracts/workload.ts';
import type { OperationName } from '../../shared/operations.ts';
import type { Random } from '../../shared/random.ts';
import type { Operation } from '../attempt.ts';
import { prepareCopyObject } from './copy-object.ts';
import { prepareDeleteObject } from './delete-object.ts';
import { prepareDeleteObjects } from './delete-objects.ts';
import { prepareGetObject } from './get-object.ts';
import { prepareGetObjectTagging } from './get-object-tagging.ts';
import { prepareHeadObject } from './head-object.ts';
import { prepareListObjects } from './list-objects.ts';
import { prepareMultipartUpload } from './multipart-upload.ts';
import { preparePutObject } from './put-object.ts';
import { preparePutObjectTagging } from './put-object-tagging.ts';
import { createWorkloadContext, type PrepareOperation, type WorkloadOptions } from './workload-context.ts';

const kinds: Record<OperationName, PrepareOperation> = {
  GetObject: prepareGetObject,
  HeadObject: prepareHeadObject,
  PutObject: preparePutObject,
  DeleteObject: prepareDeleteObject,
  ListObjectsV2: prepareListObjects,
  CopyObject: prepareCopyObject,
  DeleteObjects: prepareDeleteObjects,
  MultipartUpload: prepareMultipartUpload,
  PutObjectTagging: preparePutObjectTagging,
  GetObjectTagging: prepareGetObjectTagging,
};

/**
 * Draws one client's operations in the shares of its workload. All choices come from `random`, in an order that does not
 * depend on what becomes of the operations.
 * @throws when the plan lacks what an operation needs
 */
export function createWorkload(options: WorkloadOptions): () => Operation {
  const { random, workload } = options;
  const context = createWorkloadContext(options);
  const draws = workload.operations.map((operation, index) => kinds[operation.name](context, { operation, index }));
  return () => (draws[chooseEntry(workload.operations, random)] as () => Operation)();
}

function chooseEntry(operations: readonly PlanOperation[], random: Random): number {
  const last = operations.length - 1;
  let rest = random();
  for (let index = 0; index < last; index += 1) {
    rest -= (operations[index] as PlanOperation).share;
    if (rest < 0) return index;
  }
  // Shares sum to 1 but for rounding: what is left over is the last one's.
  return last;
}
