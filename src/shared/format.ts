import type { ObjectiveUnit } from './contracts/plan.ts';

/**
 * How figures read, in every sentence, format and chart: the only place that turns a measured number into text, so that
 * one figure reads the same everywhere. null means that something did not happen or had no samples, and never reads as
 * zero.
 */

export const nothing = '–';
const minus = '−';

type Figure = number | null | undefined;
export type Unit = ObjectiveUnit;

function isFigure(value: Figure): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

function withSign(value: number, magnitude: string): string {
  return value < 0 ? `${minus}${magnitude}` : magnitude;
}

function trimDecimals(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

export function formatCount(value: Figure): string {
  if (!isFigure(value)) return nothing;
  return withSign(value, Math.abs(Math.round(value)).toLocaleString('en-US'));
}

/**
 * A rate or share between 0 and 1: `99.62 %`. Rounds towards zero, so that 98.996 % never reads as 99 % and only a rate
 * of exactly 1 reads as 100 %.
 */
export function formatPercent(ratio: Figure, decimals = 2): string {
  if (!isFigure(ratio)) return nothing;
  const unit = 10 ** decimals;
  // The slack undoes binary fractions: 0.29 × 100 is 28.999999999999996.
  const units = Math.floor(Math.abs(ratio) * 100 * unit + 1e-6);
  const percent = (units === 100 * unit && ratio < 1 ? units - 1 : units) / unit;
  if (percent === 0 && ratio !== 0) return `${ratio < 0 ? `${minus}` : ''}<${1 / unit} %`;
  return `${withSign(ratio, trimDecimals(percent, decimals))} %`;
}

function formatLong(seconds: number): string {
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const parts = [
    [hours, 'h'],
    [minutes, 'min'],
    [whole % 60, 's'],
  ] as const;
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** Any span of time, given in milliseconds: `0.42 ms`, `312 ms`, `1.24 s`, `10 s`, `1 min 30 s`. */
export function formatMs(ms: Figure): string {
  if (!isFigure(ms)) return nothing;
  const size = Math.abs(ms);
  if (size === 0) return '0 ms';
  if (size < 0.95) return withSign(ms, `${Number(size.toPrecision(2))} ms`);
  if (size < 9.95) return withSign(ms, `${trimDecimals(size, 1)} ms`);
  if (size < 999.5) return withSign(ms, `${Math.round(size)} ms`);
  if (size < 59_995) return withSign(ms, `${trimDecimals(size / 1000, 2)} s`);
  return withSign(ms, formatLong(size / 1000));
}

/** A moment of the run, from its start: `0 s`, `10.02 s`. */
export function formatMoment(ms: Figure): string {
  return ms === 0 ? '0 s' : formatMs(ms);
}

/** Events per second: `200/s`, `0.5/s`. */
export function formatPerSecond(value: Figure): string {
  if (!isFigure(value)) return nothing;
  const size = Math.abs(value);
  return `${withSign(value, size < 10 ? trimDecimals(size, 1) : Math.round(size).toLocaleString('en-US'))}/s`;
}

/** A plain number with up to three decimals: `1.017`. */
export function formatNumber(value: Figure): string {
  return isFigure(value) ? withSign(value, trimDecimals(Math.abs(value), 3)) : nothing;
}

/** `1.24×` */
export function formatFactor(value: Figure): string {
  return isFigure(value) ? `${withSign(value, trimDecimals(Math.abs(value), 2))}×` : nothing;
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

export function formatBytes(bytes: Figure): string {
  if (!isFigure(bytes)) return nothing;
  let size = bytes;
  let power = 0;
  while (size >= 1024 && power < byteUnits.length - 1) {
    size /= 1024;
    power += 1;
  }
  return `${trimDecimals(size, size < 10 && power > 0 ? 1 : 0)} ${byteUnits[power]}`;
}

const valueFormats: Record<Unit, (value: Figure) => string> = {
  ratio: (value) => formatPercent(value),
  ms: (value) => formatMs(value),
  factor: (value) => formatFactor(value),
  count: (value) => formatCount(value),
};

export function formatValue(value: Figure, unit: Unit): string {
  return valueFormats[unit](value);
}

function formatPrecisely(value: number, unit: Unit, decimals: number): string {
  if (unit === 'ratio') return formatPercent(value, decimals);
  if (unit === 'count') return formatCount(value);
  return unit === 'ms' ? `${trimDecimals(value, decimals)} ms` : `${trimDecimals(value, decimals)}×`;
}

/**
 * A measured value next to its objective. With the usual digits 10,001 ms against 10 s would read `10 s`, missed; so
 * more digits show when the two differ but read the same.
 */
export function formatBeside(value: Figure, objective: number, unit: Unit): string {
  const usual = formatValue(value, unit);
  if (!isFigure(value) || value === objective || usual !== formatValue(objective, unit)) return usual;
  const precise = [3, 4, 5, 6].map((decimals) => formatPrecisely(value, unit, decimals));
  return precise.find((text) => text !== formatPrecisely(objective, unit, 6)) ?? usual;
}

function plusOrMinus(value: number, magnitude: string): string {
  return value > 0 ? `+${magnitude}` : withSign(value, magnitude);
}

/** A difference of two rates: `+0.42 pp`. */
export function formatPoints(delta: Figure): string {
  return isFigure(delta) ? plusOrMinus(delta, `${trimDecimals(Math.abs(delta) * 100, 2)} pp`) : nothing;
}

/** A relative difference: 0.1 is `+10 %`. */
export function formatRelative(delta: Figure): string {
  return isFigure(delta) ? plusOrMinus(delta, `${trimDecimals(Math.abs(delta) * 100, 1)} %`) : nothing;
}

/** A difference of two times, given in seconds: `+1.5 s`, `−120 ms`. */
export function formatSecondsDelta(deltaSeconds: Figure): string {
  return isFigure(deltaSeconds) ? plusOrMinus(deltaSeconds, formatMs(Math.abs(deltaSeconds) * 1000)) : nothing;
}

/** A difference of two factors: `+0.2×`. */
export function formatFactorDelta(delta: Figure): string {
  return isFigure(delta) ? plusOrMinus(delta, formatFactor(Math.abs(delta))) : nothing;
}

/** Two ends of an interval, null when either is missing: `98.9 % to 99.6 %`. */
export function formatRange(low: Figure, high: Figure, format: (value: number) => string): string {
  return isFigure(low) && isFigure(high) ? `${format(low)} to ${format(high)}` : nothing;
}

/** `1 operation`, `2 operations`. */
export function formatQuantity(value: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(value)} ${value === 1 ? singular : plural}`;
}

/** `a`, `a and b`, `a, b and c` */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

const comparatorSigns = { atLeast: '≥', atMost: '≤', equals: '=' } as const;

/** `≥ 99 %` */
export function formatObjective(rule: {
  comparator: keyof typeof comparatorSigns;
  objective: number;
  unit: Unit;
}): string {
  return `${comparatorSigns[rule.comparator]} ${formatValue(rule.objective, rule.unit)}`;
}
