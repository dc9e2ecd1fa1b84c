import { z } from 'zod';
import { addProblem } from '../problem.ts';

/** A part of the whole, between 0 and 1; who wrote a percentage is told so. */
export const ratioSchema = z.number().superRefine((ratio, context) => {
  if (ratio >= 0 && ratio <= 1) return;
  const fromPercent = Number((ratio / 100).toPrecision(12));
  addProblem(context, {
    message: `must lie between 0 and 1, is ${ratio}`,
    suggestion: ratio > 1 && ratio <= 100 ? String(fromPercent) : null,
  });
});

export const positiveRatioSchema = ratioSchema.refine((ratio) => ratio !== 0, { error: 'must be more than 0' });

export const properRatioSchema = ratioSchema.refine((ratio) => ratio !== 0 && ratio !== 1, {
  error: 'must lie between 0 and 1, without these two',
});
