import { z } from 'zod';
import type { KeyPlan } from '../../shared/contracts/workload.ts';
import { describeChoice } from '../describe-issues.ts';
import { addProblem } from '../problem.ts';
import { positiveRatioSchema } from './ratio-schema.ts';

const keyOrders = ['uniform', 'zipf', 'sequential'] as const;

export const hotPrefixSchema = z
  .strictObject({ hotPrefix: positiveRatioSchema })
  .transform(({ hotPrefix }): KeyPlan => ({ kind: 'hotPrefix', hotShare: hotPrefix }));

/** An order's name, or `{ hotPrefix: 0.8 }`. */
export const keysSchema = z
  .unknown()
  .transform((keys, context): KeyPlan => {
    if (typeof keys !== 'object' || keys === null) {
      const kind = keyOrders.find((order) => order === keys);
      if (kind !== undefined) return { kind };
      const { message, suggestion } = describeChoice(keys, keyOrders);
      addProblem(context, { message: `${message}; or write { hotPrefix: 0.8 }`, suggestion });
      return z.NEVER;
    }
    const parsed = hotPrefixSchema.safeParse(keys, { reportInput: true });
    if (parsed.success) return parsed.data;
    context.issues.push(...(parsed.error.issues as z.core.$ZodRawIssue[]));
    return z.NEVER;
  })
  .prefault('uniform')
  .describe("How it chooses among the seeded objects. Default 'uniform'.");
