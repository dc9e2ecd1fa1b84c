import { z } from 'zod';
import { type AttemptOutcome, attemptOutcomes, outageOutcomes } from '../../shared/outcome.ts';
import { addProblem } from '../problem.ts';
import { positiveDurationSchema } from './positive-duration-schema.ts';
import { positiveRatioSchema } from './ratio-schema.ts';

const defaultFailures = 5;

export const breakerSchema = z
  .strictObject({
    kind: z.literal('breaker'),
    consecutiveFailures: z.int().min(1).optional().describe('Failed attempts in a row that open it. Default 5.'),
    failureRate: positiveRatioSchema.optional().describe('Instead: the share of failed attempts that opens it.'),
    window: positiveDurationSchema.optional().describe("Of failureRate. Default '10s'."),
    minimumAttempts: z.int().min(1).optional().describe('Of failureRate: fewer say nothing. Default 20.'),
    openFor: positiveDurationSchema.prefault('5s').describe("Time from opening until the first probe. Default '5s'."),
    probes: z.int().min(1).default(3).describe('Successful probes in a row that close it. Default 3.'),
    per: z.enum(['region', 'operation']).default('region').describe("Default 'region'."),
    counts: z
      .array(z.enum(attemptOutcomes).exclude(['ok']))
      .min(1)
      .default([...outageOutcomes] as Exclude<AttemptOutcome, 'ok'>[])
      .describe("Outcomes that speak against a region. Default: the region's 5xx, timeouts and transport errors."),
  })
  .superRefine(({ consecutiveFailures, failureRate, ...rate }, context) => {
    if (consecutiveFailures !== undefined && failureRate !== undefined) {
      addProblem(context, { path: ['failureRate'], message: 'excludes consecutiveFailures; keep one of them' });
    }
    for (const key of ['window', 'minimumAttempts'] as const) {
      if (failureRate !== undefined || rate[key] === undefined) continue;
      addProblem(context, { path: [key], message: 'means nothing without failureRate' });
    }
  })
  .transform(({ consecutiveFailures, failureRate, window, minimumAttempts, kind: _, ...breaker }) => ({
    ...breaker,
    trip:
      failureRate === undefined
        ? { kind: 'consecutive' as const, failures: consecutiveFailures ?? defaultFailures }
        : { kind: 'rate' as const, failureRate, windowMs: window ?? 10_000, minimumAttempts: minimumAttempts ?? 20 },
  }));
