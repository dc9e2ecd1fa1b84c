import { writeRequests } from '../shared/operations.ts';
import type { AttemptCause, AttemptOutcome, OperationOutcome } from '../shared/outcome.ts';
import type { AttemptReply, Step, StepReport } from './attempt.ts';
import type { Hedger } from './hedger.ts';
import type { Cancel, Retrier, RetryToken } from './retriers/contract.ts';
import type { Route, RouteRequest } from './router.ts';
import type { AttemptRecord, StepPerformer, StepRequest, StepTools } from './step-contract.ts';
import { leavesWriteOpen, normalizeReply } from './taxonomy.ts';

type Timer = ReturnType<typeof setTimeout>;

/** Not to be written to. */
const noIds: string[] = [];
/**
 * Share of an attempt's timeout that must be left for its silence to count against the region. An attempt that began with
 * less was late by the client's own doing.
 */
const fairShare = 0.5;

/** Takes the place of a reply that is done with: its body must not lie in memory until the next one comes. */
const forgotten = {} as AttemptReply;

/**
 * What performs one step after the other, each from its beginning to its end:
 *
 *   begin ─▶ route ─▶ send ─▶ settle ──▶ ok, or final: end
 *              ▲        └─ no answer for long: hedge, elsewhere
 *              └─ back off ◀── retry? ◀── failed
 *
 * until it succeeds, the retrier says no, every region is refused or the deadline passes. A step's state is in variables
 * and its callbacks are made once for all steps: inside k6 a closure costs 0.4 µs, a property five times a variable.
 * @param onIdle told when nothing of a step is under way any more, so that the next may begin
 */
export function createStepLife(tools: StepTools, onIdle: (life: StepPerformer) => void): StepPerformer {
  const { router, hedger, now, onAttempt } = tools;
  const ownFlight = createFlight();
  const hedgeFlight = hedger === null ? null : createFlight();
  /** What the router is asked; refreshed for each attempt. */
  const wish = {} as RouteRequest;
  let request: StepRequest;
  let step: Step;
  let onEnd: (report: StepReport) => void;
  let retrier: Retrier;
  let token: RetryToken;
  let deadlineMs: number;
  let isWrite: boolean;
  /** Whether a hedge may still be sent: at most one, a step's second wind and not a storm. */
  let canHedge: boolean;
  /** Attempts sent so far, and how many of them have no answer yet. */
  let attempts: number;
  let inFlight: number;
  let isOver: boolean;
  let hedgeTimer: Timer | undefined;
  let deadlineTimer: Timer | undefined;
  /** What its report says, as far as it is known. */
  let region: string;
  let reply: AttemptReply | null;
  let isAmbiguous: boolean;
  let requestIds: string[];

  function begin(newRequest: StepRequest, newStep: Step, newOnEnd: (report: StepReport) => void): void {
    const { operation, planned, scheduledMs } = newRequest;
    const { cause, pinnedRegion } = newStep;
    const nowMs = now();
    request = newRequest;
    step = newStep;
    onEnd = newOnEnd;
    retrier = tools.retrierOf(operation.entry);
    isWrite = writeRequests.has(newStep.request);
    // Clean-up comes when the operation has failed, often for its deadline: it has a little time of its own.
    deadlineMs = cause === 'abort' ? nowMs + operation.attemptTimeoutMs : scheduledMs + operation.deadlineMs;
    canHedge = hedger !== null && operation.isHedgeable && pinnedRegion === null;
    attempts = 0;
    inFlight = 0;
    isOver = false;
    region = '';
    reply = null;
    isAmbiguous = false;
    requestIds = noIds;
    wish.operation = operation.name;
    wish.priority = operation.priority;
    wish.planned = planned;
    wish.failedIn = null;
    wish.pinnedRegion = pinnedRegion;
    if (nowMs >= deadlineMs) {
      end('deadlineExceeded');
      return;
    }
    if (canHedge && cause === 'first') hedger?.beginOperation(nowMs);
    const cancel = retrier.begin(beginAttempts);
    if (cancel !== null) watchDeadline(cancel);
  }

  function beginAttempts(initial: RetryToken): void {
    attempt(initial, step.cause);
  }

  function attempt(given: RetryToken, cause: AttemptCause): void {
    unwatchDeadline();
    token = given;
    const nowMs = now();
    if (nowMs >= deadlineMs) {
      retrier.release(given);
      end('deadlineExceeded');
      return;
    }
    wish.spent = measureSpent(request, nowMs);
    const route = router.route(wish, nowMs);
    if (route === null) {
      retrier.release(given);
      end('rejected');
      return;
    }
    if (canHedge) armHedge(route.region);
    ownFlight(route, cause, nowMs);
  }

  /** Sends one attempt after the other; each is to be answered before the next. */
  function createFlight(): (route: Route, cause: AttemptCause, sentMs: number) => void {
    const record = {} as AttemptRecord;
    let route: Route;
    /** Whether the deadline leaves the attempt too little time to say anything of the region. */
    let isLate: boolean;

    function land(answer: AttemptReply): void {
      const normal = normalizeReply(answer, step.request);
      const judged = step.judge(normal);
      // An attempt that began too late to be answered in time is the client's own delay, not the region's.
      const outcome = isLate && judged === 'attemptTimeout' ? 'deadlineExceeded' : judged;
      const nowMs = now();
      record.outcome = outcome;
      record.reply = normal;
      onAttempt(record);
      record.reply = forgotten;
      router.settle(route, outcome, nowMs);
      if (hedger !== null) noteLatency(hedger, record, nowMs);
      inFlight -= 1;
      if (!isOver) settle(route.region, outcome, normal, nowMs);
      else if (inFlight === 0) onIdle(begin);
    }

    return (newRoute, cause, sentMs) => {
      const { operation, planned, scheduledMs } = request;
      const { attemptTimeoutMs } = operation;
      const remainingMs = deadlineMs - sentMs;
      route = newRoute;
      isLate = remainingMs < fairShare * attemptTimeoutMs;
      attempts += 1;
      inFlight += 1;
      record.operation = operation;
      record.planned = planned;
      record.scheduledMs = scheduledMs;
      record.region = newRoute.region;
      record.cause = cause;
      record.number = attempts;
      record.sentMs = sentMs;
      tools.send(newRoute.region, step, remainingMs < attemptTimeoutMs ? remainingMs : attemptTimeoutMs, land);
    };
  }

  function settle(asked: string, outcome: AttemptOutcome, answer: AttemptReply, nowMs: number): void {
    region = asked;
    reply = answer;
    if (isWrite && answer.fromS3) noteRequestId(answer);
    // A corrupt body is found when it is read: the SDK's retry strategy has seen a success by then.
    if (outcome === 'ok' || outcome === 'corrupt') {
      retrier.succeed(token, answer);
      if (nowMs <= deadlineMs) {
        end(outcome);
        return;
      }
    }
    // An answer after the deadline finds nobody waiting: a write may be stored, but nobody was told.
    if (isWrite && (outcome === 'ok' || leavesWriteOpen(outcome))) isAmbiguous = true;
    if (nowMs >= deadlineMs || outcome === 'deadlineExceeded') {
      end('deadlineExceeded');
      return;
    }
    wish.failedIn = asked;
    if (inFlight === 0) retry(answer);
  }

  function noteRequestId(answer: AttemptReply): void {
    const id = answer.header('X-Amz-Request-Id');
    if (id === null) return;
    if (requestIds === noIds) requestIds = [id];
    else requestIds.push(id);
  }

  function retry(answer: AttemptReply): void {
    disarmHedge();
    const cancel = retrier.retry(token, answer, (next) => {
      if (next === null) end('failed');
      else attempt(next, 'retry');
    });
    if (cancel !== null) watchDeadline(cancel);
  }

  function armHedge(besides: string): void {
    if (hedger === null || !hedger.hasBudget()) return;
    const delayMs = hedger.readDelayMs(request.operation.name);
    if (delayMs === null) return;
    hedgeTimer = setTimeout(() => {
      hedgeTimer = undefined;
      const nowMs = now();
      if (nowMs >= deadlineMs || !hedger.hasBudget()) return;
      wish.spent = measureSpent(request, nowMs);
      const route = router.routeHedge(wish, besides, nowMs);
      if (route === null) return;
      canHedge = false;
      hedger.noteHedge(nowMs);
      hedgeFlight?.(route, 'hedge', nowMs);
    }, delayMs);
  }

  function disarmHedge(): void {
    if (hedgeTimer === undefined) return;
    clearTimeout(hedgeTimer);
    hedgeTimer = undefined;
  }

  /** Bounds a wait for the retrier by the step's deadline, as an abort signal does in the SDK. */
  function watchDeadline(cancelWait: Cancel): void {
    deadlineTimer = setTimeout(
      () => {
        deadlineTimer = undefined;
        cancelWait();
        end('deadlineExceeded');
      },
      Math.max(0, deadlineMs - now()),
    );
  }

  function unwatchDeadline(): void {
    if (deadlineTimer === undefined) return;
    clearTimeout(deadlineTimer);
    deadlineTimer = undefined;
  }

  /** Ends it once and leaves no timer behind, which would keep a k6 iteration open. */
  function end(outcome: OperationOutcome): void {
    isOver = true;
    disarmHedge();
    unwatchDeadline();
    onEnd({
      outcome: isAmbiguous && outcome !== 'ok' ? 'indeterminate' : outcome,
      region,
      reply,
      isAmbiguous,
      requestIds,
    });
    reply = null;
    // Else a hedge that lost still owes its answer.
    if (inFlight === 0) onIdle(begin);
  }

  return begin;
}

/** Share of its deadline that the operation has spent, from 0 to 1. */
function measureSpent({ operation, scheduledMs }: StepRequest, nowMs: number): number {
  const spent = (nowMs - scheduledMs) / operation.deadlineMs;
  return spent < 0 ? 0 : spent > 1 ? 1 : spent;
}

/** The record's operation, since a hedge that lost outlives the request. */
function noteLatency(hedger: Hedger, { operation, outcome, sentMs }: AttemptRecord, nowMs: number): void {
  if (outcome === 'ok' && operation.isHedgeable) hedger.noteLatency(operation.name, nowMs - sentMs);
}
