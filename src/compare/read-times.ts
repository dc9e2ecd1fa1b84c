import type { Recovery, Result } from '../shared/contracts/result.ts';
import { type Metric, mapPools, type Pools } from './metric.ts';
import { binTimeScale, recoveryScale } from './scales.ts';

const times = [
  { id: 'recoveryTime', field: 'recoveryMs', primary: true, scale: recoveryScale },
  { id: 'failoverTime', field: 'failoverMs', primary: true, scale: binTimeScale },
  { id: 'failbackTime', field: 'failbackMs', primary: false, scale: binTimeScale },
  { id: 'detectionTime', field: 'detectionMs', primary: false, scale: binTimeScale },
] as const satisfies readonly { id: string; field: keyof Recovery; [other: string]: unknown }[];

/** Times after a fault, in seconds; none where no run saw a fault. */
export function readTimes(tolerance: number, runs: Pools<Result>): Metric[] {
  const faulted = [...runs.candidates, ...runs.baselines].some((run) => run.recovery.faultAtMs !== null);
  if (!faulted) return [];
  return times.map(({ id, field, primary, scale }) => ({
    id,
    phase: null,
    region: null,
    op: null,
    scale,
    tolerance,
    primary,
    ...mapPools(runs, ({ recovery }) => {
      const value = recovery[field];
      return value === null ? null : { value, position: value / 1000 };
    }),
    counts: null,
    note: '',
  }));
}
