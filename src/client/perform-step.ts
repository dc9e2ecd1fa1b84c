import { writeRequests } from '../shared/operations.ts';
import type { AttemptCause, AttemptOutcome } from '../shared/outcome.ts';
import type { AttemptReply, Step, StepReport } from './attempt.ts';
import type { RetryToken } from './retriers/contract.ts';
import type { Route, RouteRequest } from './router.ts';
import {
  disarmHedge,
  endStep,
  type StepLife,
  type StepRequest,
  type StepTools,
  unwatchDeadline,
  watchDeadline,
} from './step-life.ts';
import { leavesWriteOpen, normalizeReply } from './taxonomy.ts';

export type { AttemptRecord, StepRequest, StepTools } from './step-life.ts';

const noIds: readonly string[] = [];

/**
 * One step of an operation with all its attempts:
 *
 *   begin ─▶ route ─▶ send ─▶ settle ──▶ ok, or final: end
 *              ▲        └─ no answer for long: hedge, elsewhere
 *              └─ back off ◀── retry? ◀── failed
 *
 * until it succeeds, the retrier says no, every region is refused or the deadline passes.
 * @param onEnd called once; answers of hedges that lost still come in later, and go to `tools.onAttempt` and the router
 */
export function performStep(
  tools: StepTools,
  request: StepRequest,
  step: Step,
  onEnd: (report: StepReport) => void,
): void {
  const { operation, scheduledMs } = request;
  const nowMs = tools.now();
  const life: StepLife = {
    tools,
    request,
    step,
    onEnd,
    retrier: tools.retrierOf(operation.entry),
    isWrite: writeRequests.has(step.request),
    // Clean-up comes when the operation has failed, often for its deadline: it has a little time of its own.
    deadlineMs: step.cause === 'abort' ? nowMs + operation.attemptTimeoutMs : scheduledMs + operation.deadlineMs,
    report: { outcome: 'ok', region: '', reply: null, isAmbiguous: false, requestIds: noIds },
    canHedge: tools.hedger !== null && operation.isHedgeable && step.pinnedRegion === null,
    attempts: 0,
    inFlight: 0,
    isOver: false,
  };
  if (nowMs >= life.deadlineMs) {
    endStep(life, 'deadlineExceeded');
    return;
  }
  if (life.canHedge && step.cause === 'first') tools.hedger?.beginOperation(nowMs);
  const cancel = life.retrier.begin((token) => attempt(life, token, step.cause));
  if (cancel !== null) watchDeadline(life, cancel);
}

function attempt(life: StepLife, token: RetryToken, cause: AttemptCause): void {
  unwatchDeadline(life);
  life.token = token;
  const nowMs = life.tools.now();
  if (nowMs >= life.deadlineMs) {
    life.retrier.release(token);
    endStep(life, 'deadlineExceeded');
    return;
  }
  const route = life.tools.router.route(describeRoute(life, nowMs), nowMs);
  if (route === null) {
    life.retrier.release(token);
    endStep(life, 'rejected');
    return;
  }
  if (life.canHedge) armHedge(life, route.region);
  send(life, route, cause, nowMs);
}

function describeRoute({ request, step, failedIn }: StepLife, nowMs: number): RouteRequest {
  const { operation, planned, scheduledMs } = request;
  const spent = (nowMs - scheduledMs) / operation.deadlineMs;
  return {
    operation: operation.name,
    priority: operation.priority,
    planned,
    spent: spent < 0 ? 0 : spent > 1 ? 1 : spent,
    failedIn: failedIn ?? null,
    pinnedRegion: step.pinnedRegion,
  };
}

function send(life: StepLife, route: Route, cause: AttemptCause, sentMs: number): void {
  const { tools, request, step } = life;
  const { operation, planned, scheduledMs } = request;
  const { region } = route;
  const remainingMs = life.deadlineMs - sentMs;
  const isClipped = remainingMs < operation.attemptTimeoutMs;
  life.attempts += 1;
  life.inFlight += 1;
  const number = life.attempts;
  tools.send(region, step, isClipped ? remainingMs : operation.attemptTimeoutMs, (answer) => {
    const reply = normalizeReply(answer, step.request);
    const judged = step.judge(reply);
    // An attempt that began too late to be answered in time is the client's own delay, not the region's.
    const outcome = isClipped && judged === 'attemptTimeout' ? 'deadlineExceeded' : judged;
    const nowMs = tools.now();
    tools.onAttempt({ operation, planned, region, outcome, cause, number, sentMs, scheduledMs, reply });
    tools.router.settle(route, outcome, nowMs);
    if (outcome === 'ok' && operation.isHedgeable) tools.hedger?.noteLatency(operation.name, nowMs - sentMs);
    life.inFlight -= 1;
    if (!life.isOver) settle(life, region, outcome, reply, nowMs);
  });
}

function settle(life: StepLife, region: string, outcome: AttemptOutcome, reply: AttemptReply, nowMs: number): void {
  const { report } = life;
  report.region = region;
  report.reply = reply;
  if (life.isWrite && reply.fromS3) noteRequestId(report, reply);
  // The client itself can't tell a corrupt answer: it takes it, and only the drill knows better.
  if (outcome === 'ok' || outcome === 'corrupt') {
    life.retrier.succeed(life.token as RetryToken, reply);
    if (nowMs <= life.deadlineMs) {
      endStep(life, outcome);
      return;
    }
  }
  // An answer after the deadline finds nobody waiting: a write may be stored, but nobody was told.
  if (life.isWrite && (outcome === 'ok' || leavesWriteOpen(outcome))) report.isAmbiguous = true;
  if (nowMs >= life.deadlineMs || outcome === 'deadlineExceeded') {
    endStep(life, 'deadlineExceeded');
    return;
  }
  life.failedIn = region;
  if (life.inFlight > 0) return;
  disarmHedge(life);
  const cancel = life.retrier.retry(life.token as RetryToken, reply, (next) => {
    if (next === null) endStep(life, 'failed');
    else attempt(life, next, 'retry');
  });
  if (cancel !== null) watchDeadline(life, cancel);
}

function noteRequestId(report: StepReport, reply: AttemptReply): void {
  const id = reply.header('X-Amz-Request-Id');
  if (id !== null) report.requestIds = [...report.requestIds, id];
}

/** At most one hedge per step: its second wind, not a storm. */
function armHedge(life: StepLife, besides: string): void {
  const { hedger } = life.tools;
  if (hedger === null || !hedger.hasBudget()) return;
  const delayMs = hedger.readDelayMs(life.request.operation.name);
  if (delayMs === null) return;
  life.hedgeTimer = setTimeout(() => {
    life.hedgeTimer = undefined;
    const nowMs = life.tools.now();
    if (nowMs >= life.deadlineMs || !hedger.hasBudget()) return;
    const route = life.tools.router.routeHedge(describeRoute(life, nowMs), besides, nowMs);
    if (route === null) return;
    life.canHedge = false;
    hedger.noteHedge(nowMs);
    send(life, route, 'hedge', nowMs);
  }, delayMs);
}
