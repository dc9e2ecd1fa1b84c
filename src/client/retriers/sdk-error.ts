import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import type { AttemptReply, TransportFailure } from '../attempt.ts';

type SdkError = Parameters<typeof isTransientError>[0];
type SdkErrorType = 'THROTTLING' | 'TRANSIENT' | 'SERVER_ERROR' | 'CLIENT_ERROR';

/** What the SDK's strategies are told about a failed attempt. */
export interface SdkErrorInfo {
  error: SdkError;
  errorType: SdkErrorType;
  retryAfterHint?: Date;
}

/** Node's names for failures below HTTP, by which the SDK knows them. */
const nodeErrorCodes: Record<Exclude<TransportFailure, 'attemptTimeout'>, string> = {
  connectionRefused: 'ECONNREFUSED',
  connectionReset: 'ECONNRESET',
  dnsError: 'ENOTFOUND',
  transportError: 'EPIPE',
};

/** A hint is a date, which the SDK measures against the wall clock: so this alone here is not on the client's clock. */
export function describeToSdk(reply: AttemptReply): SdkErrorInfo {
  const error = toSdkError(reply);
  const errorType = classifyAsSdk(error);
  if (reply.retryAfterMs === null) return { error, errorType };
  return { error, errorType, retryAfterHint: new Date(Date.now() + reply.retryAfterMs) };
}

/** Whether the SDK would send the request again, had it attempts and quota left. */
export function isRetryable(reply: AttemptReply): boolean {
  const errorType = classifyAsSdk(toSdkError(reply));
  return errorType === 'THROTTLING' || errorType === 'TRANSIENT';
}

/**
 * The reply in the shape that the SDK's deserialiser or its HTTP handler would have thrown. Where there is no S3 code (a
 * HEAD, the HTML of a middlebox) the SDK names the error `Unknown` and goes by the status.
 */
function toSdkError(reply: AttemptReply): SdkError {
  const message = 'attempt failed';
  if (reply.transport === 'attemptTimeout') return { name: 'TimeoutError', message, $metadata: {} };
  if (reply.transport !== null) {
    const error = { name: 'Error', message, code: nodeErrorCodes[reply.transport], $metadata: {} };
    return error;
  }
  return { name: reply.code || 'Unknown', message, $metadata: { httpStatusCode: reply.status } };
}

/** The order of the SDK's retry middleware (`getRetryErrorType`), which it does not export. */
function classifyAsSdk(error: SdkError): SdkErrorType {
  if (isThrottlingError(error)) return 'THROTTLING';
  if (isTransientError(error)) return 'TRANSIENT';
  if (isServerError(error)) return 'SERVER_ERROR';
  return 'CLIENT_ERROR';
}
