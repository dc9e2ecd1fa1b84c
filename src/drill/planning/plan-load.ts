import type { PlanLoad } from '../../shared/contracts/workload.ts';
import type { CheckedLoad } from '../schema/load-schema.ts';
import { buildLoadPoints } from './load-points.ts';

export function planLoad(load: CheckedLoad, endMs: number): PlanLoad {
  if (load.kind === 'concurrency') return { model: 'closed', thinkMs: load.think };
  return { model: 'open', shape: load.kind, arrivals: load.arrivals, points: buildLoadPoints(load, endMs) };
}
