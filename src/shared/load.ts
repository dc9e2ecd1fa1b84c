import type { Plan } from './contracts/plan.ts';
import type { OpenLoad, PlanWorkload } from './contracts/workload.ts';

/** Arrival rate of all clients together at a time, in operations per second. */
export function readRateAt({ points }: OpenLoad, atMs: number): number {
  const next = points.findIndex((point) => point.atMs > atMs);
  const from = points[next === -1 ? points.length - 1 : Math.max(0, next - 1)];
  const to = points[Math.max(0, next)];
  if (from === undefined || to === undefined) throw new Error('a load has at least one point');
  if (next <= 0) return next === 0 ? to.perSecond : from.perSecond;
  return from.perSecond + ((to.perSecond - from.perSecond) * (atMs - from.atMs)) / (to.atMs - from.atMs);
}

/** Operations expected to arrive from one time to another, over all clients: the area under the rate, exact. */
export function integrateRate({ points }: OpenLoad, fromMs: number, toMs: number): number {
  const [first] = points;
  const last = points[points.length - 1];
  if (first === undefined || last === undefined) throw new Error('a load has at least one point');
  const ends = [
    { ...first, atMs: Math.min(first.atMs, fromMs) },
    ...points,
    { ...last, atMs: Math.max(last.atMs, toMs) },
  ];
  let sum = 0;
  for (let i = 1; i < ends.length; i += 1)
    sum += integrateStretch(ends[i - 1] as Point, ends[i] as Point, fromMs, toMs);
  return sum;
}

type Point = OpenLoad['points'][number];

/** The part of one linear stretch that lies between the two times. */
function integrateStretch(from: Point, to: Point, fromMs: number, toMs: number): number {
  const startMs = Math.max(from.atMs, fromMs);
  const endMs = Math.min(to.atMs, toMs);
  if (endMs <= startMs) return 0;
  const middle = ((startMs + endMs) / 2 - from.atMs) / (to.atMs - from.atMs);
  return ((from.perSecond + (to.perSecond - from.perSecond) * middle) * (endMs - startMs)) / 1000;
}

/** Arrivals planned from one time to another; null where a workload is closed, whose rate nobody plans. Follow-ups are not among them. */
export function countExpectedOperations({ workloads }: Plan, fromMs: number, toMs: number): number | null {
  let sum = 0;
  for (const { load } of workloads) {
    if (load.model === 'closed') return null;
    sum += integrateRate(load, fromMs, toMs);
  }
  return sum;
}

/** Clients of all workloads; their numbers run from 1. */
export function countClients({ workloads }: Plan): number {
  return workloads.reduce((sum, { clients }) => sum + clients.count, 0);
}

/** `200/s, poisson arrivals`, `ramp from 50/s to 300/s, poisson arrivals`, `80 in flight (closed)` */
export function describeLoad({ load, clients }: PlanWorkload): string {
  if (load.model === 'closed') {
    const think = load.thinkMs === 0 ? '' : `, ${load.thinkMs} ms apart`;
    return `${clients.count * clients.concurrency} in flight${think} (closed)`;
  }
  const rates = load.points.map(({ perSecond }) => perSecond);
  const first = rates[0] as number;
  const last = rates[rates.length - 1] as number;
  const lowest = Math.min(...rates);
  const highest = Math.max(...rates);
  const rate = {
    constant: () => `${first}/s`,
    ramp: () => `ramp from ${first}/s to ${last}/s`,
    steps: () => `steps between ${lowest}/s and ${highest}/s`,
    spike: () => `${lowest}/s with a spike of ${highest}/s`,
    daily: () => `a daily curve between ${lowest}/s and ${highest}/s`,
    csv: () => `recorded rates between ${lowest}/s and ${highest}/s`,
  }[load.shape]();
  return `${rate}, ${load.arrivals} arrivals`;
}
