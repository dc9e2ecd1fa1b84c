import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerError, createRequestIds, sendAnswer } from './answer.ts';
import { answerRequest } from './answer-request.ts';
import { createMemoryBudget } from './memory-budget.ts';
import { UploadAborted } from './read-body.ts';
import { applyReplica, receiveReplica } from './receive-replica.ts';
import { createBucket, type RegionState } from './region-state.ts';
import type { ReplicatedWrite } from './replica-format.ts';
import { createReplicator } from './replicate-writes.ts';
import { S3Error } from './s3-error.ts';
import type { ReplicaTarget } from './send-replica.ts';
import { createSigningKeys } from './signing-keys.ts';
import type { Verifier } from './verify-signature.ts';

export interface RegionOptions {
  /** As signatures name it. */
  readonly name: string;
  /** Exists from the start; the one that is replicated. */
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Bound of all objects and of the bodies still arriving; a write beyond it is answered 507 InsufficientStorage. */
  readonly maxBytes: number;
  /** Of the lags of the copies that leave this region. */
  readonly replicationSeed: number;
}

/** An in-memory S3 region without sockets of its own. Its data lives and dies with the process. */
export interface EmbeddedRegion {
  /** Answers one S3 request, addressed path-style. Always answers or destroys the response; never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Where writes are copied from now on. */
  setReplicas(targets: readonly ReplicaTarget[]): void;
  /**
   * Stores a copy of another region's write, once.
   * @throws S3Error NoSuchBucket, NoSuchVersion (tags of what is not here) or InsufficientStorage
   */
  applyReplica(write: ReplicatedWrite): void;
  /** Answers an authorised `POST /v1/replica` of another region. Never rejects. */
  handleReplication(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Writes that other regions still wait for, counted once per region. */
  replicationBacklog(): number;
  /** Gives up all copies that still wait. */
  close(): void;
}

export function createRegion(options: RegionOptions): EmbeddedRegion {
  const { name, accessKeyId, secretAccessKey } = options;
  const verifier: Verifier = { region: name, accessKeyId, deriveSigningKey: createSigningKeys(secretAccessKey) };
  const replicator = createReplicator(options.replicationSeed);
  const state: RegionState = {
    name,
    budget: createMemoryBudget(options.maxBytes),
    buckets: new Map(),
    lastOrderUs: 0,
    replicate(bucket, version, change) {
      if (bucket.name === options.bucket) replicator.replicate(bucket.store, version, change);
    },
  };
  createBucket(state, options.bucket);
  const nextIds = createRequestIds();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const ids = nextIds();
    const isHead = request.method === 'HEAD';
    // A connection that breaks while we answer is the client's affair.
    response.on('error', ignore);
    try {
      const answer = answerRequest(request, state, verifier);
      sendAnswer(response, isHead, answer instanceof Promise ? await answer : answer, ids);
    } catch (error) {
      if (error instanceof UploadAborted || response.headersSent) {
        response.destroy();
        return;
      }
      if (!(error instanceof S3Error)) console.error(`Defect in embedded region ${name}:`, error);
      const refusal = error instanceof S3Error ? error : new S3Error('InternalError');
      sendAnswer(response, isHead, answerError(refusal, ids), ids);
    }
  }

  return {
    handle,
    setReplicas: replicator.setTargets,
    applyReplica: (write) => applyReplica(state, options.bucket, write),
    handleReplication: (request, response) => receiveReplica(request, response, state, options.bucket),
    replicationBacklog: replicator.countWaiting,
    close: replicator.close,
  };
}

function ignore(): void {}
