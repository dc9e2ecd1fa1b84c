import type { AttemptReply } from '../../src/client/attempt.ts';

/** An answer of S3 that says no more than its status. */
export function createReply(fields: Partial<AttemptReply> = {}): AttemptReply {
  return {
    status: 200,
    code: '',
    fromS3: true,
    transport: null,
    retryAfterMs: null,
    body: '',
    header: () => null,
    bytesSent: 0,
    bytesReceived: 0,
    ...fields,
  };
}

const unanswered = { status: 0, fromS3: false };

export const ok = createReply();
export const internalError = createReply({ status: 500, code: 'InternalError' });
export const slowDown = createReply({ status: 503, code: 'SlowDown' });
export const noSuchKey = createReply({ status: 404, code: 'NoSuchKey' });
export const refused = createReply({ ...unanswered, transport: 'connectionRefused' });
export const timedOut = createReply({ ...unanswered, transport: 'attemptTimeout' });
