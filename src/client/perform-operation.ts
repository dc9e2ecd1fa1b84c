import type { AttemptOutcome, OperationOutcome } from '../shared/outcome.ts';
import { type AttemptReply, classifyAttempt, leavesWriteOpen, signalsOutage } from './attempt.ts';
import { raceDeadline } from './race-deadline.ts';
import type { Retrier, RetryToken } from './retrier.ts';
import type { Route, Router } from './router.ts';

/** What a client brings to each of its operations. Times are on one clock, in ms. */
export interface ClientTools {
  router: Router;
  retrier: Retrier;
  attemptTimeoutMs: number;
  now(): number;
}

export interface OperationRequest<Reply extends AttemptReply> {
  isWrite: boolean;
  /** Bound of the whole operation, on the client's clock. */
  deadlineMs: number;
  /** Sends one attempt; must answer, once. */
  send(region: string, timeoutMs: number, onReply: (reply: Reply) => void): void;
  onAttempt(region: string, outcome: AttemptOutcome, reply: Reply, isRetry: boolean): void;
}

export interface OperationReport {
  outcome: OperationOutcome;
  /** The region asked last, which is the one that served when the outcome is `ok`; '' when nothing was sent. */
  region: string;
  attempts: number;
}

/**
 * One operation with all its attempts: route, send, tell the breaker, ask the retry strategy, until it succeeds, the
 * strategy says no, every breaker refuses or the deadline passes.
 * @param onEnd called once
 */
export function performOperation<Reply extends AttemptReply>(
  tools: ClientTools,
  request: OperationRequest<Reply>,
  onEnd: (report: OperationReport) => void,
): void {
  const { router, retrier, now } = tools;
  let token: RetryToken | null = retrier.begin();
  let region = '';
  let attempts = 0;
  let writeIsOpen = false;

  function end(outcome: OperationOutcome): void {
    onEnd({ outcome: writeIsOpen && outcome !== 'ok' ? 'indeterminate' : outcome, region, attempts });
  }

  function attempt(): void {
    const nowMs = now();
    const remainingMs = request.deadlineMs - nowMs;
    if (remainingMs <= 0) {
      end('deadlineExceeded');
      return;
    }
    const route = router.route(nowMs);
    if (route === null) {
      end('rejected');
      return;
    }
    region = route.region;
    const isClipped = remainingMs < tools.attemptTimeoutMs;
    const timeoutMs = isClipped ? remainingMs : tools.attemptTimeoutMs;
    request.send(region, timeoutMs, (reply) => settle(route, reply, isClipped));
  }

  function settle(route: Route, reply: Reply, isClipped: boolean): void {
    const outcome = classifyAttempt(reply);
    const nowMs = now();
    attempts += 1;
    request.onAttempt(region, outcome, reply, attempts > 1);
    // An attempt that began too late to be answered in time is the client's own delay, not the region's.
    if (isClipped && outcome === 'attemptTimeout') router.release(route);
    else router.settle(route, !signalsOutage(outcome), nowMs);
    if (outcome === 'ok') retrier.succeed(token);
    if (outcome === 'ok' && nowMs <= request.deadlineMs) {
      end('ok');
      return;
    }
    // An answer after the deadline finds nobody waiting: a write may be stored, but nobody was told.
    writeIsOpen ||= request.isWrite && (outcome === 'ok' || leavesWriteOpen(outcome));
    if (nowMs >= request.deadlineMs) {
      end('deadlineExceeded');
      return;
    }
    void backOff(reply);
  }

  /** The waiting happens inside the SDK's strategy; the deadline bounds it from outside, as an abort signal does there. */
  async function backOff(reply: Reply): Promise<void> {
    const retry = retrier.retry(token, reply).then((next) => ({ next }));
    const decided = await raceDeadline(retry, request.deadlineMs - now());
    if (decided === null) {
      end('deadlineExceeded');
      return;
    }
    if (decided.next === null) {
      end('failed');
      return;
    }
    token = decided.next;
    attempt();
  }

  attempt();
}
