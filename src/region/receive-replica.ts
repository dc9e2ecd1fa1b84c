import { constants } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { uploadIdleMs } from './answer-request.ts';
import { giveBackBytes } from './memory-budget.ts';
import { changeVersionTags, findVersion, insertVersion } from './object-store.ts';
import { readBody } from './read-body.ts';
import { findBucket, type RegionState } from './region-state.ts';
import { decodeReplica, type ReplicatedWrite } from './replica-format.ts';
import { S3Error } from './s3-error.ts';

/**
 * Stores a copy from another region under its own version id and age, or the tags that it has been given since. A copy
 * that is here already changes nothing: its sender may not have heard our first answer. Copies are not passed on.
 * @throws S3Error NoSuchBucket, NoSuchVersion (tags of what is not here) or InsufficientStorage
 */
export function applyReplica(region: RegionState, bucketName: string, write: ReplicatedWrite): void {
  const { store } = findBucket(region, bucketName);
  const stored = findVersion(store, write.key, write.versionId);
  if (write.type === 'object') {
    if (stored !== undefined) return;
    const { type, key, versionId, orderUs, tags, tagsOrderUs, ...content } = write;
    insertVersion(store, { key, versionId, orderUs, content, tags, tagsOrderUs, replication: 'REPLICA' });
  } else {
    if (stored === undefined) throw new S3Error('NoSuchVersion');
    if (write.tagsOrderUs > stored.tagsOrderUs) changeVersionTags(store, stored, write.tags, write.tagsOrderUs);
  }
  region.lastOrderUs = Math.max(region.lastOrderUs, write.tagsOrderUs);
}

/** Answers `POST /v1/replica`: 204 once it is stored, else a status with `{"error": "…"}`. Never rejects. */
export async function receiveReplica(
  message: IncomingMessage,
  response: ServerResponse,
  region: RegionState,
  bucketName: string,
): Promise<void> {
  response.on('error', () => {});
  const { budget } = region;
  try {
    const raw = await readBody(message, { budget, maxBytes: constants.MAX_LENGTH, idleMs: uploadIdleMs });
    giveBackBytes(budget, raw.length);
    const write = decodeReplica(raw);
    if (write === null) throw new S3Error('InvalidRequest', { message: 'The body is not a replicated write.' });
    applyReplica(region, bucketName, write);
    response.writeHead(204).end();
  } catch (error) {
    if (!(error instanceof S3Error)) {
      response.destroy();
      return;
    }
    response.writeHead(error.status, { ...error.headers, 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: error.message }));
  }
}
