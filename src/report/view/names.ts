import type { DrillEvent } from '../../shared/contracts/telemetry.ts';
import type { AttemptCause } from '../../shared/outcome.ts';

/** Operations that were shed or rejected have no region. */
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
