import { z } from 'zod';
import type { Rate } from './language/units.ts';
import { addProblem } from './problem.ts';

const secondsPerUnit = { s: 1, m: 60, h: 3600 } as const;

/** An arrival rate: `'200/s'`, `'600/m'`, `'36000/h'` or a number per second → per second, 0 or more. */
export const rateOrNothingSchema = z.custom<Rate>().transform((rate, context): number => {
  const perSecond = typeof rate === 'number' ? rate : readRate(rate);
  if (perSecond === null) {
    addProblem(context, {
      message: `expected a rate such as '200/s', '600/m', '36000/h' or a number per second`,
      suggestion: typeof rate === 'string' ? suggestRate(rate) : null,
    });
    return z.NEVER;
  }
  if (!Number.isFinite(perSecond) || perSecond < 0) {
    addProblem(context, { message: 'must not be less than 0, nor endless' });
    return z.NEVER;
  }
  return perSecond;
});

/** The same, more than 0. */
export const rateSchema = rateOrNothingSchema.refine((perSecond) => perSecond > 0, { error: 'must be more than 0' });

function readRate(text: unknown): number | null {
  const match = typeof text === 'string' ? /^(\d+(?:\.\d+)?)\/([smh])$/.exec(text) : null;
  if (match === null) return null;
  return Number(match[1]) / secondsPerUnit[match[2] as keyof typeof secondsPerUnit];
}

/** `200`, `200 / sec`, `200 rps` → `200/s` */
function suggestRate(text: string): string | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(rps|(?:\/|per)?\s*([smh])?[a-z]*)\s*$/i.exec(text);
  return match === null ? null : `${match[1]}/${(match[3] ?? 's').toLowerCase()}`;
}
