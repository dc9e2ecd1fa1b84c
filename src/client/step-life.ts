import type { AttemptCause, AttemptOutcome, OperationOutcome } from '../shared/outcome.ts';
import type { AttemptReply, Operation, Step, StepReport } from './attempt.ts';
import type { Hedger } from './hedger.ts';
import type { Cancel, Retrier, RetryToken } from './retriers/contract.ts';
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
  /** Told of each attempt when its answer is in: a hedge that lost may be told after the step has ended. */
  onAttempt(record: AttemptRecord): void;
}

export interface StepRequest {
  operation: Operation;
  /** Region the operation was planned for. */
  planned: string;
  /** The operation's. */
  scheduledMs: number;
}

export interface AttemptRecord {
  operation: Operation;
  planned: string;
  /** The region asked. */
  region: string;
  outcome: AttemptOutcome;
  cause: AttemptCause;
  /** 1, 2, 3… among the attempts of its step. */
  number: number;
  sentMs: number;
  /** The operation's. */
  scheduledMs: number;
  reply: AttemptReply;
}

/**
 * A step under way. Data, with functions beside it, where closures would be shorter: inside k6 a closure costs four times
 * a field (0.6 µs against 0.15 µs, measured on k6 2.2), and there is one of these per request. So fields that an ordinary
 * step never needs are optional.
 */
export interface StepLife {
  readonly tools: StepTools;
  readonly request: StepRequest;
  readonly step: Step;
  readonly onEnd: (report: StepReport) => void;
  readonly retrier: Retrier;
  readonly isWrite: boolean;
  readonly deadlineMs: number;
  /** What is known so far. */
  readonly report: StepReport;
  /** Whether a hedge may still be sent. */
  canHedge: boolean;
  /** Attempts sent so far, and how many of them have no answer yet. */
  attempts: number;
  inFlight: number;
  isOver: boolean;
  /** Missing until the retrier has given one. */
  token?: RetryToken;
  failedIn?: string;
  hedgeTimer?: Timer | undefined;
  deadlineTimer?: Timer | undefined;
}

type Timer = ReturnType<typeof setTimeout>;

/** Bounds a wait for the retrier by the step's deadline, as an abort signal does in the SDK. */
export function watchDeadline(life: StepLife, cancelWait: Cancel): void {
  life.deadlineTimer = setTimeout(
    () => {
      life.deadlineTimer = undefined;
      cancelWait();
      endStep(life, 'deadlineExceeded');
    },
    Math.max(0, life.deadlineMs - life.tools.now()),
  );
}

export function unwatchDeadline(life: StepLife): void {
  if (life.deadlineTimer === undefined) return;
  clearTimeout(life.deadlineTimer);
  life.deadlineTimer = undefined;
}

export function disarmHedge(life: StepLife): void {
  if (life.hedgeTimer === undefined) return;
  clearTimeout(life.hedgeTimer);
  life.hedgeTimer = undefined;
}

/** Ends it once and leaves no timer behind, which would keep a k6 iteration open. */
export function endStep(life: StepLife, outcome: OperationOutcome): void {
  life.isOver = true;
  disarmHedge(life);
  unwatchDeadline(life);
  const { report } = life;
  report.outcome = report.isAmbiguous && outcome !== 'ok' ? 'indeterminate' : outcome;
  life.onEnd(report);
}
