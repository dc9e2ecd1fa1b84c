import type { Answerer } from '../../shared/contracts/result.ts';
import type { DrillEvent } from '../../shared/contracts/telemetry.ts';
import type { AttemptCause, OperationOutcome } from '../../shared/outcome.ts';

/** Operations of which nothing was sent have no region. */
export function nameRegion(region: string | null): string {
  if (region === null) return 'all regions';
  return region === '' ? 'not sent' : region;
}

const eventNames: Record<DrillEvent['type'], string> = {
  breakerOpened: 'breaker opened',
  breakerHalfOpened: 'breaker half open',
  breakerClosed: 'breaker closed',
  failedOver: 'failed over',
  failedBack: 'failed back',
  diverted: 'single operations diverted',
  faultInjected: 'fault injected',
  faultReverted: 'fault reverted',
  faultsReadBack: 'faults read back',
  conductorFailed: 'conductor failed',
  regionUnhealthy: 'region unhealthy',
  regionHealthy: 'region healthy',
  sheddingStarted: 'shedding started',
  sheddingStopped: 'shedding stopped',
  hedgingStarted: 'hedging started',
  hedgingStopped: 'hedging stopped',
  limitChanged: 'in-flight limit changed',
};

export function nameEvent(type: DrillEvent['type']): string {
  return eventNames[type];
}

const causeNames: Record<AttemptCause, string> = {
  first: 'first request',
  retry: 'retry',
  hedge: 'hedge',
  next: 'next step of its operation',
  resolve: 'look after an ambiguous write',
  abort: 'clean-up',
  probe: 'health probe',
};

/** Why an attempt was sent. */
export function nameCause(cause: AttemptCause): string {
  return causeNames[cause];
}

const answererNames: Record<Answerer, string> = { s3: 'S3', middlebox: 'a middlebox', nobody: 'nobody' };

/** Who answered an attempt. */
export function nameAnswerer(answeredBy: Answerer): string {
  return answererNames[answeredBy];
}

const outcomes: Record<OperationOutcome, { name: string; meaning: string }> = {
  ok: { name: 'succeeded', meaning: 'did what was asked, before its deadline' },
  failed: { name: 'failed', meaning: 'no attempt succeeded, and a write was certainly not applied' },
  indeterminate: { name: 'indeterminate', meaning: 'a write that failed and may or may not be stored' },
  deadlineExceeded: {
    name: 'out of time',
    meaning: 'its deadline passed first: while queued, in backoff or in an attempt',
  },
  rejected: { name: 'rejected', meaning: 'no region took its next attempt; mostly nothing was sent at all' },
  shed: { name: 'shed', meaning: 'dropped by its client before it started' },
  conflict: { name: 'conflict', meaning: 'a conditional write met what somebody else had written, and stored nothing' },
  corrupt: { name: 'corrupt', meaning: 'a read brought back something else than what was stored' },
};

/** What became of an operation, in a word or two and explained. */
export function explainOutcome(outcome: OperationOutcome): { name: string; meaning: string } {
  return outcomes[outcome];
}
