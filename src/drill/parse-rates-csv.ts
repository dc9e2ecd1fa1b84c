import type { OpenLoad } from '../shared/contracts/workload.ts';
import { quote } from './problem.ts';
import { mostLoadPoints } from './schema/load-schema.ts';

export interface ParsedRates {
  points: OpenLoad['points'];
  /** Each begins with its line: `line 3: …`. */
  problems: string[];
}

/** More of them would only say the same again. */
const mostProblems = 5;

/**
 * Reads lines of `seconds,rate`: seconds from the start of the run, ascending (twice the same is a jump), and operations per
 * second. A first line of names, blank lines and comments after `#` are passed over.
 */
export function parseRatesCsv(text: string): ParsedRates {
  const points: OpenLoad['points'] = [];
  const problems: string[] = [];
  let isFirst = true;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    const fields = (line.split('#', 1)[0] ?? '').split(',').map((field) => field.trim());
    if (fields.length === 1 && fields[0] === '') continue;
    const isHeader = isFirst && fields.length === 2 && fields.every((field) => /^[A-Za-z_]/.test(field));
    isFirst = false;
    if (isHeader) continue;
    const point = readPoint(fields, points.at(-1)?.atMs ?? 0);
    if (typeof point !== 'string') points.push(point);
    else if (problems.push(`line ${index + 1}: ${point}`) === mostProblems) return { points, problems };
  }
  if (problems.length > 0) return { points, problems };
  if (points.length === 0) problems.push('it holds no rates; a line reads seconds,rate');
  if (points.length > mostLoadPoints) {
    problems.push(
      `it holds ${points.length.toLocaleString('en-US')} rates; the cap is ${mostLoadPoints.toLocaleString('en-US')}`,
    );
  }
  return { points, problems };
}

/** @returns the point, or what is wrong with its line */
function readPoint(fields: readonly string[], earliestMs: number): OpenLoad['points'][number] | string {
  const [seconds, rate, ...others] = fields;
  if (seconds === undefined || rate === undefined || others.length > 0) {
    return `expected seconds,rate, got ${quote(fields.join(','))}`;
  }
  const [second, perSecond] = [readNumber(seconds), readNumber(rate)];
  if (second === null) return `expected a number of seconds, 0 or more, got ${quote(seconds)}`;
  if (perSecond === null) return `expected a rate per second, 0 or more, got ${quote(rate)}`;
  const atMs = Number((second * 1000).toPrecision(15));
  if (atMs < earliestMs) return `${second} s lies before the line above`;
  return { atMs, perSecond };
}

function readNumber(text: string): number | null {
  return /^\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;
}
