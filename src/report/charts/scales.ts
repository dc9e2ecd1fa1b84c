import { scaleLinear, scaleLog } from 'd3-scale';
import type { Frame } from './frame.ts';
import type { TimeChart } from './time-chart.ts';

export type Scale = (value: number) => number;

export function scaleTime(durationMs: number, frame: Frame): Scale {
  return scaleLinear()
    .domain([0, Math.max(1, durationMs)])
    .range([frame.left, frame.right])
    .clamp(true);
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const niceSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500]
  .concat([1, 2, 5, 10, 15, 30].map((n) => n * second))
  .concat([1, 2, 5, 10, 15, 30].map((n) => n * minute))
  .concat(
    [1, 2, 3, 6, 12].map((n) => n * hour),
    [day],
  );

/** Moments worth a label, at most `most` of them; in steps that people count time in. */
export function chooseTimeTicks(durationMs: number, most: number): number[] {
  const step =
    niceSteps.find((candidate) => durationMs / candidate <= most) ?? Math.ceil(durationMs / most / day) * day;
  return Array.from({ length: Math.floor(durationMs / step) + 1 }, (_, i) => i * step);
}

interface ValueScale {
  scale: Scale;
  ticks: number[];
}

function readExtent(chart: Pick<TimeChart, 'axis' | 'series'>): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const { values } of chart.series) {
    for (const value of values) {
      if (value === null || !Number.isFinite(value)) continue;
      if (value > high) high = value;
      // A log axis has no zero; the smallest positive value is its foot.
      if (value < low && (chart.axis.scale === 'linear' || value > 0)) low = value;
    }
  }
  return low <= high ? [low, high] : [0, 1];
}

/** 1, 2 and 5 of every power of ten between the two, thinned to whole powers when there are too many. */
export function chooseLogTicks(low: number, high: number, most: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const digit of [1, 2, 5]) ticks.push(Number((digit * 10 ** power).toPrecision(1)));
  }
  const inside = ticks.filter((tick) => tick >= low && tick <= high);
  if (inside.length <= most) return inside;
  const powers = inside.filter((tick) => Number.isInteger(Math.log10(tick)));
  const stride = Math.ceil(powers.length / most);
  return powers.filter((_, i) => i % stride === 0);
}

/** Nearer labels of a value axis would touch. */
const pixelsPerTick = 21;

function scaleLogValues([low, high]: [number, number], frame: Frame): ValueScale {
  const foot = Math.max(low, 1e-3);
  const domain = [floorNice(foot), Math.max(ceilNice(high), floorNice(foot) * 10)] as const;
  const scale = scaleLog().domain(domain).range([frame.bottom, frame.top]).clamp(true);
  // Zero would be −∞ here; the clamp needs a number.
  return {
    scale: (value) => scale(Math.max(value, domain[0])),
    ticks: chooseLogTicks(domain[0], domain[1], (frame.bottom - frame.top) / pixelsPerTick),
  };
}

function floorNice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return (value >= 5 * power ? 5 : value >= 2 * power ? 2 : 1) * power;
}

function ceilNice(value: number): number {
  const foot = floorNice(Math.max(value, 1e-3));
  if (foot >= value) return foot;
  const power = 10 ** Math.floor(Math.log10(foot));
  return foot / power < 2 ? 2 * power : foot / power < 5 ? 5 * power : 10 * power;
}

export function scaleValues(chart: Pick<TimeChart, 'axis' | 'series'>, frame: Frame): ValueScale {
  const extent = readExtent(chart);
  if (chart.axis.scale === 'log') return scaleLogValues(extent, frame);
  const scale = scaleLinear()
    .domain(chart.axis.domain ?? [0, Math.max(extent[1], 1e-9)])
    .range([frame.bottom, frame.top])
    .clamp(true);
  if (chart.axis.domain === null) scale.nice(4);
  return { scale, ticks: scale.ticks(4) };
}
