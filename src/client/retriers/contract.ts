import type { AttemptReply } from '../attempt.ts';

/** Takes back a wait: what it waited for is never called. */
export type Cancel = () => void;

/** Stands for one step's budget of retries; opaque to all but the retrier that made it. */
export type RetryToken = object;

/** Decides about retries. One per client, or per operation with a policy of its own: all steps share its quota, as in an SDK client. */
export interface Retrier {
  /**
   * What a step starts with: at once but for `adaptive`, whose rate limiter may hold it.
   * @returns null when already called back
   */
  begin(onReady: (token: RetryToken) => void): Cancel | null;
  /**
   * Decides, and waits out the backoff; null when the failure is final.
   * @returns null when already called back
   */
  retry(token: RetryToken, reply: AttemptReply, onDecision: (next: RetryToken | null) => void): Cancel | null;
  /** The retry that the token stands for is not sent after all. */
  release(token: RetryToken): void;
  succeed(token: RetryToken, reply: AttemptReply): void;
  /** Lets go of waits that have outlived their steps, once the client sends nothing more. */
  stop(): void;
}
