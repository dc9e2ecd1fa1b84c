import type { AttemptOutcome, OperationOutcome } from '../shared/outcome.ts';
import { type AttemptReply, classifyAttempt, leavesWriteOpen, signalsOutage } from './attempt.ts';
import { raceDeadline } from './race-deadline.ts';
import type { Retrier, RetryToken } from './retrier.ts';
import type { Router } from './router.ts';

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
  /** Sends one attempt; never rejects. */
  send(region: string, timeoutMs: number): Promise<Reply>;
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
 */
export async function performOperation<Reply extends AttemptReply>(
  tools: ClientTools,
  request: OperationRequest<Reply>,
): Promise<OperationReport> {
  const { router, retrier, now } = tools;
  let token: RetryToken | null = retrier.begin();
  let region = '';
  let attempts = 0;
  let writeIsOpen = false;

  const report = (outcome: OperationOutcome): OperationReport => ({
    outcome: request.isWrite && writeIsOpen && outcome !== 'ok' ? 'indeterminate' : outcome,
    region,
    attempts,
  });

  for (;;) {
    const remainingMs = request.deadlineMs - now();
    if (remainingMs <= 0) return report('deadlineExceeded');
    const route = router.route(now());
    if (route === null) return report('rejected');
    region = route.region;

    const reply = await request.send(region, Math.min(tools.attemptTimeoutMs, remainingMs));
    const outcome = classifyAttempt(reply);
    attempts += 1;
    request.onAttempt(region, outcome, reply, attempts > 1);
    router.settle(route, !signalsOutage(outcome), now());

    if (outcome === 'ok') {
      retrier.succeed(token);
      return report('ok');
    }
    writeIsOpen ||= leavesWriteOpen(outcome);
    if (now() >= request.deadlineMs) return report('deadlineExceeded');

    // The backoff happens inside the SDK's strategy; the deadline bounds it from outside, as an abort signal does there.
    const retry = retrier.retry(token, reply).then((next) => ({ next }));
    const decided = await raceDeadline(retry, request.deadlineMs - now());
    if (decided === null) return report('deadlineExceeded');
    if (decided.next === null) return report('failed');
    token = decided.next;
  }
}
