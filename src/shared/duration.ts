import { z } from 'zod';

const unitsMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const unitNames = ['ms', 's', 'm', 'h'] as const;

/** The longest time a timer of Node or k6 can wait (2³¹ − 1 ms, 24.8 days); a longer one would fire at once. */
export const longestDurationMs = 2_147_483_647;

const acceptedForms = "a duration: '250ms', '2s', '1.5m', '1h', or a number of milliseconds";

/**
 * A length of time as an author writes it, `'250ms'` or a number of milliseconds; parsed, it is milliseconds. Parsing a
 * parsed value changes nothing.
 */
export const durationSchema = z
  .union([z.number(), z.templateLiteral([z.number(), z.enum(unitNames)])], { error: `Expected ${acceptedForms}` })
  .transform(toMs)
  .refine((ms) => ms >= 0 && ms <= longestDurationMs, {
    error: `Expected ${acceptedForms}, from 0 to 24 days`,
  });

/** `'250ms'`, `'2s'`, `'1.5m'`, `'1h'` or a number of milliseconds. */
export type Duration = z.input<typeof durationSchema>;

function toMs(duration: number | `${number}${(typeof unitNames)[number]}`): number {
  if (typeof duration === 'number') return duration;
  const unit = unitNames.find((name) => duration.endsWith(name)) ?? 'ms';
  return Number(duration.slice(0, -unit.length)) * unitsMs[unit];
}
