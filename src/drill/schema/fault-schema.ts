import { z } from 'zod';
import { faultCatalogue, faultKindNames } from '../../faults/catalogue.ts';
import type { FaultKind } from '../../faults/fault-kind.ts';
import type { FaultSelectors } from '../../shared/contracts/plan.ts';
import { durationSchema } from '../../shared/duration.ts';
import { requestNames } from '../../shared/operations.ts';
import { positiveDurationSchema } from './positive-duration-schema.ts';
import { positiveRatioSchema } from './ratio-schema.ts';
import type { RegionReference } from './regions-schema.ts';

/** A checked fault; times are in milliseconds from the start of the fault phase. */
export interface CheckedFault {
  kind: string;
  region: string;
  at: number;
  /** null: until the fault phase ends. */
  for: number | null;
  selectors: FaultSelectors;
  /** As the kind's own schema has completed them. */
  parameters: Record<string, z.core.util.JSONType>;
}

/** An author writes a kind's own parameters beside the common options, so both are read as one object. */
export function createFaultSchema(region: RegionReference): z.ZodType<CheckedFault> {
  const common = {
    region,
    at: durationSchema.default(0).describe('From the start of the fault phase. Default 0.'),
    for: positiveDurationSchema.optional().describe('Default: the rest of the fault phase.'),
    operations: z.array(z.enum(requestNames)).min(1).optional().describe('Default: all.'),
    prefix: z.string().optional().describe('Default: all keys.'),
    probability: positiveRatioSchema.optional().describe('Default: every matching request.'),
    first: z.int().min(1).optional().describe('Default: no bound.'),
  };
  const kinds = faultKindNames.map((name) => {
    const { parameters }: FaultKind = faultCatalogue[name] as FaultKind;
    return parameters.safeExtend({ kind: z.literal(name), ...common });
  });
  const [first, ...others] = kinds;
  if (first === undefined) throw new Error('the fault catalogue is empty');
  return z.discriminatedUnion('kind', [first, ...others]).transform(splitFault);
}

type WrittenFault = { kind: string; region: string; at: number; for?: number | undefined } & FaultSelectors &
  Record<string, unknown>;

function splitFault(written: unknown): CheckedFault {
  const {
    kind,
    region,
    at,
    for: lasts,
    operations,
    prefix,
    probability,
    first,
    ...parameters
  } = written as WrittenFault;
  return {
    kind,
    region,
    at,
    for: lasts ?? null,
    selectors: dropAbsent({ operations, prefix, probability, first }),
    parameters: dropAbsent(parameters) as CheckedFault['parameters'],
  };
}

function dropAbsent<T extends object>(options: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
