import { pointsPerPeriod } from '../planning/load-points.ts';
import { planLoad } from '../planning/plan-load.ts';
import { type CheckedLoad, mostLoadPoints } from '../schema/load-schema.ts';
import { listWorkloads } from '../workload-parts.ts';
import { type Check, problemAt } from './check.ts';

/** What lies beyond the run's end would be written in vain. */
export const checkLoads: Check = (parts) => {
  const { phases } = parts;
  if (phases === undefined) return [];
  const endMs = phases.steady + phases.fault + phases.recovery;
  return listWorkloads(parts).flatMap(({ load, loadPath }) =>
    checkLoad(load, endMs).map(([key, message]) => problemAt(`${loadPath}${key}`, message)),
  );
};

function checkLoad(load: CheckedLoad, endMs: number): [key: string, message: string][] {
  const problems: [string, string][] = [];
  const requireWithin = (key: string, what: string, atMs: number, isInTime: boolean): void => {
    if (!isInTime) problems.push([key, `${what} ${atMs} ms after the start of the run, which lasts ${endMs} ms`]);
  };
  if (load.kind === 'ramp' && load.over !== undefined) {
    requireWithin('.over', 'ends', load.over, load.over <= endMs);
  }
  if (load.kind === 'steps') {
    let fromMs = 0;
    load.steps.forEach((step, index) => {
      requireWithin(`.steps[${index}]`, 'begins', fromMs, fromMs < endMs);
      fromMs += step.for ?? 0;
    });
  }
  if (load.kind === 'spike') requireWithin('.at', 'begins', load.at, load.at < endMs);
  if (load.kind === 'daily' && load.period !== undefined) {
    const points = (endMs / load.period) * pointsPerPeriod;
    if (points > mostLoadPoints) {
      problems.push(['.period', `is ${load.period} ms, too short to draw over a run of ${endMs} ms`]);
    }
  }
  if (problems.length > 0) return problems;
  const planned = planLoad(load, endMs);
  const arrives = planned.model === 'closed' || planned.points.some(({ perSecond }) => perSecond > 0);
  return arrives ? [] : [['', `nothing would ever arrive in the run, which lasts ${endMs} ms`]];
}
