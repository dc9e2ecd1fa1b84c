import type { Result } from '../../shared/contracts/result.ts';
import type { DrillEvent } from '../../shared/contracts/telemetry.ts';
import type { PhaseName } from '../../shared/operations.ts';
import type { Tally } from '../tally/tally.ts';

/** Openings and closings of the clients' breakers, by phase and region distrusted; what had none is left out. */
export function countBreakers(tally: Tally): Result['breakers'] {
  const regions = [...new Set(tally.events.filter(isBreakerChange).map(readRegion))].sort();
  return tally.plan.phases.flatMap(({ name: phase }) =>
    regions
      .map((region) => ({
        phase,
        region,
        opened: countEvents(tally, 'breakerOpened', { phase, region }),
        closed: countEvents(tally, 'breakerClosed', { phase, region }),
      }))
      .filter(({ opened, closed }) => opened + closed > 0),
  );
}

/** Events of a type, by the phase in which they happened; what comes while the clients drain belongs to the last. */
export function countEvents(
  { plan, events }: Tally,
  type: DrillEvent['type'],
  scope: { phase: PhaseName | null; region: string | null },
): number {
  const phaseAt = (atMs: number) =>
    (plan.phases.find(({ toMs }) => atMs < toMs) ?? plan.phases[plan.phases.length - 1])?.name;
  return events.filter(
    (event) =>
      event.type === type &&
      (scope.region === null || scope.region === readRegion(event)) &&
      (scope.phase === null || scope.phase === phaseAt(event.atMs)),
  ).length;
}

function isBreakerChange({ type }: DrillEvent): boolean {
  return type === 'breakerOpened' || type === 'breakerClosed';
}

function readRegion({ region }: DrillEvent): string {
  return region ?? '';
}
