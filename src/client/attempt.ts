import type { OperationName, Priority, RequestName } from '../shared/operations.ts';
import type { AttemptCause, AttemptOutcome, OperationOutcome } from '../shared/outcome.ts';
import type { S3Request } from '../shared/s3-request.ts';

/** How an attempt that got no HTTP answer failed. */
export type TransportFailure =
  | 'attemptTimeout'
  | 'connectionRefused'
  | 'connectionReset'
  | 'dnsError'
  | 'transportError';

/** What one HTTP request brought back. */
export interface AttemptReply {
  /** 0 when there was no HTTP answer. */
  status: number;
  /** `Code` of the S3 error document; '' without one. */
  code: string;
  /** Whether S3 answered, not a middlebox: told by x-amz-request-id where the answer is an error. */
  fromS3: boolean;
  transport: TransportFailure | null;
  /** How long the answer asks to wait before a retry; null when it does not say. */
  retryAfterMs: number | null;
  /** '' when there is none. */
  body: string;
  /** @param name in canonical form, `X-Amz-Request-Id`; null when the answer has no such header */
  header(name: string): string | null;
  /** Body bytes that the attempt sent (or offered, when its connection broke) and got. */
  bytesSent: number;
  bytesReceived: number;
}

/** One S3 request that an operation needs; it is retried by itself, as each command of an SDK is. */
export interface Step {
  request: RequestName;
  cause: Exclude<AttemptCause, 'hedge' | 'probe'>;
  /** A region it can't leave: an upload lives where it was created. null: wherever the router sends it. */
  pinnedRegion: string | null;
  build(bucket: string): S3Request;
  /** What became of an attempt. Most steps leave it to `classifyReply`; a read that knows its payload says more. */
  judge(reply: AttemptReply): AttemptOutcome;
}

export interface StepReport {
  /** Never `shed`, `conflict`: those are the operation's to say. */
  outcome: OperationOutcome;
  /** The region asked last; '' when nothing was sent. */
  region: string;
  /** The last attempt's; null when nothing was sent. */
  reply: AttemptReply | null;
  /** Whether some attempt of a write ended so that it may or may not have been applied. */
  isAmbiguous: boolean;
  /** Of a write: x-amz-request-id of each attempt that S3 answered. */
  requestIds: readonly string[];
}

/** What became of an operation; a report of its last step says as much. */
export type OperationEnd = Pick<StepReport, 'outcome' | 'region'>;

/** What an operation has at hand to get its steps done. All share one deadline. */
export type PerformStep = (step: Step, onEnd: (report: StepReport) => void) => void;

/** An operation the workload has drawn. */
export interface Operation {
  name: OperationName;
  priority: Priority;
  deadlineMs: number;
  attemptTimeoutMs: number;
  /** Index of its entry in the plan's workload: whose retry policy it has. */
  entry: number;
  /** Whether a second attempt may be sent while the first is under way. */
  isHedgeable: boolean;
  /** Does all its steps. @param onEnd called once, when none is under way any more */
  perform(performStep: PerformStep, onEnd: (end: OperationEnd) => void): void;
  /** What the application does next, as an operation of its own; null: nothing. Asked once it has succeeded. */
  followUp(): Operation | null;
}
