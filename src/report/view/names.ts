import type { DrillEvent } from '../../shared/contracts/telemetry.ts';

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
};

export function nameEvent(type: DrillEvent['type']): string {
  return eventNames[type];
}
