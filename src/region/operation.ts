import type { Answer } from './answer.ts';
import type { S3Request } from './parse-request.ts';
import type { Payload } from './read-payload.ts';
import type { RegionState } from './region-state.ts';

/** A verified request with its whole body: all that an operation needs. */
export interface OperationInput {
  readonly region: RegionState;
  readonly request: S3Request;
  readonly payload: Payload;
}

/** One S3 operation. It runs in one turn of the event loop: no other request comes between its checks and its writes. */
export interface Operation {
  /** `object`: as large as an object may be; `document`: a small one, of XML. */
  readonly body: 'none' | 'document' | 'object';
  /** Names in the query that it understands, beside those that belong to the signature. */
  readonly parameters: readonly string[];
  /** @throws S3Error */
  run(input: OperationInput): Answer;
}
