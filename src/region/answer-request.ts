import { constants } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';
import { giveBackBytes } from './memory-budget.ts';
import type { Operation } from './operation.ts';
import { parseRequest, type S3Request } from './parse-request.ts';
import { hasBody, readNoPayload, readPayload } from './read-payload.ts';
import type { RegionState } from './region-state.ts';
import { routeRequest } from './route-request.ts';
import { S3Error } from './s3-error.ts';
import { type VerifiedSignature, type Verifier, verifySignature } from './verify-signature.ts';

/** S3 takes 5 GiB in one request; a Buffer takes less in some versions of Node. */
const maxObjectBytes = Math.min(5 * 1024 ** 3, constants.MAX_LENGTH);
/** Room for a CompleteMultipartUpload of 10,000 parts with checksums. */
const maxDocumentBytes = 2 * 1024 * 1024;
/** S3 gives an idle upload up after some 20 seconds. */
export const uploadIdleMs = 20_000;

/**
 * From the head of a request to its answer: parse, verify, route, read the body, run. Without a body it takes one turn of
 * the event loop.
 * @throws S3Error or UploadAborted, also as a rejection
 */
export function answerRequest(
  message: IncomingMessage,
  region: RegionState,
  verifier: Verifier,
): Answer | Promise<Answer> {
  const request = parseRequest(message);
  const signature = verifySignature(request, verifier, Date.now());
  const operation = routeRequest(request);
  if (hasBody(request.headers)) return answerUpload(message, request, signature, operation, region);
  if (operation.body === 'object' && request.headers['content-length'] === undefined) {
    throw new S3Error('MissingContentLength');
  }
  return operation.run({ region, request, payload: readNoPayload(signature) });
}

async function answerUpload(
  message: IncomingMessage,
  request: S3Request,
  signature: VerifiedSignature,
  operation: Operation,
  region: RegionState,
): Promise<Answer> {
  const { budget } = region;
  const maxBytes = operation.body === 'object' ? maxObjectBytes : maxDocumentBytes;
  const payload = await readPayload(message, request.headers, signature, { budget, maxBytes, idleMs: uploadIdleMs });
  // The operation takes what it keeps, in this same turn.
  giveBackBytes(budget, payload.body.length);
  return operation.run({ region, request, payload });
}
