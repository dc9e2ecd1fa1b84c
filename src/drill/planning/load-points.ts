import type { OpenLoad } from '../../shared/contracts/workload.ts';
import type { CheckedLoad } from '../schema/load-schema.ts';

type Points = OpenLoad['points'];
type OpenCheckedLoad = Exclude<CheckedLoad, { kind: 'concurrency' }>;

/** Points of a daily curve per period: between two of them a line is within 0.06 % of the sine. */
export const pointsPerPeriod = 96;

/**
 * An open load as points that straight lines join; a jump is two points at one time.
 * @param endMs end of the run: what lies beyond it is left out
 */
export function buildLoadPoints(load: OpenCheckedLoad, endMs: number): Points {
  const points = drawCurve(load, endMs);
  const lastNeeded = points.findIndex(({ atMs }) => atMs >= endMs);
  return lastNeeded === -1 ? points : points.slice(0, lastNeeded + 1);
}

function drawCurve(load: OpenCheckedLoad, endMs: number): Points {
  switch (load.kind) {
    case 'constant':
      return [{ atMs: 0, perSecond: load.rate }];
    case 'ramp':
      return [
        { atMs: 0, perSecond: load.from },
        { atMs: load.over ?? endMs, perSecond: load.to },
      ];
    case 'steps':
      return drawSteps(load.steps, endMs);
    case 'spike':
      return drawSteps(
        [
          { rate: load.base, for: load.at },
          { rate: load.peak, for: load.for },
          { rate: load.base, for: undefined },
        ].filter((step) => step.for !== 0),
        endMs,
      );
    case 'daily':
      return drawDay(load, endMs);
    case 'csv':
      return load.points;
  }
}

function drawSteps(steps: readonly { rate: number; for?: number | undefined }[], endMs: number): Points {
  let fromMs = 0;
  return steps.flatMap(({ rate, for: lastsMs }) => {
    const toMs = lastsMs === undefined ? Math.max(fromMs, endMs) : fromMs + lastsMs;
    const step = [fromMs, toMs].map((atMs) => ({ atMs, perSecond: rate }));
    fromMs = toMs;
    return step;
  });
}

/** A sine between the two rates. Its samples are laid so that one falls on the peak. */
function drawDay(day: Extract<OpenCheckedLoad, { kind: 'daily' }>, endMs: number): Points {
  const periodMs = day.period ?? endMs;
  const peakAtMs = day.peakAt ?? periodMs / 2;
  const stepMs = periodMs / pointsPerPeriod;
  const times = [0];
  for (let atMs = peakAtMs % stepMs; atMs < endMs; atMs += stepMs) if (atMs > 0) times.push(atMs);
  times.push(endMs);
  return times.map((atMs) => {
    const height = (1 + Math.cos((2 * Math.PI * (atMs - peakAtMs)) / periodMs)) / 2;
    // Digits beyond the sixth say nothing, and each stands in the script.
    const perSecond = Number((day.low + (day.high - day.low) * height).toPrecision(6));
    return { atMs: Number(atMs.toPrecision(12)), perSecond: Math.min(day.high, Math.max(day.low, perSecond)) };
  });
}
