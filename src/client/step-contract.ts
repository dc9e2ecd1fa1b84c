import type { AttemptCause, AttemptOutcome } from '../shared/outcome.ts';
import type { AttemptReply, Operation, Step, StepReport } from './attempt.ts';
import type { Hedger } from './hedger.ts';
import type { Retrier } from './retriers/contract.ts';
import type { Router } from './router.ts';

/** What a client brings to each step. Times are in ms, on one clock. */
export interface StepTools {
  router: Router;
  /** The retrier of an entry of the plan's workload. */
  retrierOf(entry: number): Retrier;
  /** null: no hedging. */
  hedger: Hedger | null;
  now(): number;
  /** Sends one attempt; must answer, once. */
  send(region: string, step: Step, timeoutMs: number, onReply: (reply: AttemptReply) => void): void;
  /**
   * Told of each attempt when its answer is in: a hedge that lost may be told after the step has ended. The record is
   * used again for a later attempt: whoever keeps it copies it.
   */
  onAttempt(record: AttemptRecord): void;
}

export interface StepRequest {
  operation: Operation;
  /** Region the operation was planned for. */
  planned: string;
  /** The operation's. */
  scheduledMs: number;
}

export interface AttemptRecord extends StepRequest {
  /** The region asked. */
  region: string;
  outcome: AttemptOutcome;
  cause: AttemptCause;
  /** 1, 2, 3… among the attempts of its step. */
  number: number;
  sentMs: number;
  reply: AttemptReply;
}

/**
 * Performs one step of an operation, with all its attempts.
 * @param onEnd called once; answers of hedges that lost still come in later, and go to `tools.onAttempt` and the router
 */
export type StepPerformer = (request: StepRequest, step: Step, onEnd: (report: StepReport) => void) => void;
