import type { PlanOperation } from './contracts/workload.ts';
import type { OperationName, RequestName } from './operations.ts';

const requests: Record<OperationName, readonly RequestName[]> = {
  GetObject: ['GetObject'],
  HeadObject: ['HeadObject'],
  PutObject: ['PutObject'],
  DeleteObject: ['DeleteObject'],
  ListObjectsV2: ['ListObjectsV2'],
  CopyObject: ['CopyObject'],
  DeleteObjects: ['DeleteObjects'],
  MultipartUpload: ['CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload', 'AbortMultipartUpload'],
  PutObjectTagging: ['PutObjectTagging'],
  GetObjectTagging: ['GetObjectTagging'],
};

/** The requests an operation may send: its steps, the look after an ambiguous write, and what follows it. */
export function listRequests({
  name,
  condition,
  followedBy,
}: Pick<PlanOperation, 'name' | 'condition' | 'followedBy'>): RequestName[] {
  const resolving: RequestName[] = name === 'PutObject' && condition !== null ? ['HeadObject'] : [];
  return [...requests[name], ...resolving, ...(followedBy === null ? [] : [followedBy])];
}
