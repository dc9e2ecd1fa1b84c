import type { Result } from '../../shared/contracts/result.ts';
import { formatCount } from '../../shared/format.ts';
import { nameRegion } from './names.ts';

export interface BreakerRow {
  phase: string;
  region: string;
  opened: string;
  closed: string;
}

/** Where and when the clients' breakers changed state; empty where none did. */
export function buildBreakers({ breakers }: Pick<Result, 'breakers'>): BreakerRow[] {
  return breakers
    .filter(({ opened, closed }) => opened + closed > 0)
    .map(({ phase, region, opened, closed }) => ({
      phase,
      region: nameRegion(region),
      opened: formatCount(opened),
      closed: formatCount(closed),
    }));
}
