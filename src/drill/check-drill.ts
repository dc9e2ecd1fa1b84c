import { z } from 'zod';
import { checkCaps } from './checks/check-caps.ts';
import { checkClients } from './checks/check-clients.ts';
import { checkFaults } from './checks/check-faults.ts';
import { checkObjectives } from './checks/check-objectives.ts';
import { checkRegions } from './checks/check-regions.ts';
import { checkWorkload } from './checks/check-workload.ts';
import type { Check, ReadableParts } from './checks/parts.ts';
import { describeUnknownKey, type Parsed, parsePart } from './describe-issues.ts';
import { createDrillShape, type Drill } from './drill-schema.ts';
import { drillTag } from './language/define-drill.ts';
import { type Problem, quote } from './problem.ts';
import { listRegionNames } from './schema/regions-schema.ts';

export type CheckedDrill = { drill: Drill } | { problems: Problem[] };

const checks: readonly Check[] = [checkRegions, checkClients, checkWorkload, checkCaps, checkFaults, checkObjectives];

/**
 * Reads a drill that may come from anywhere. Reports everything that is wrong at once; without problems, every default
 * is filled in.
 */
export function checkDrill(input: unknown): CheckedDrill {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { problems: [{ path: '', message: `a drill is an object, got ${quote(input)}`, suggestion: null }] };
  }
  const { [drillTag]: _tag, ...written } = input as Record<string, unknown>;
  const { values, lists } = createDrillShape(listRegionNames(written.regions));
  const keys = [...Object.keys(values), ...Object.keys(lists)];
  const problems = Object.keys(written)
    .filter((key) => !keys.includes(key))
    .map((key) => describeUnknownKey([key], keys));

  const parts: Record<string, unknown> = {};
  function keep(key: string, parsed: Parsed<unknown>): void {
    parts[key] = parsed.value;
    problems.push(...parsed.problems);
  }
  for (const [key, schema] of Object.entries<z.ZodType>(values)) keep(key, parsePart(schema, written[key], [key]));
  for (const [key, schema] of Object.entries<z.ZodType>(lists)) keep(key, parseList(schema, written[key], key));

  for (const check of checks) problems.push(...check(parts as ReadableParts));
  return problems.length === 0 ? { drill: parts as Drill } : { problems };
}

/** Entries that can't be read become undefined, so that the others keep their places. */
function parseList(schema: z.ZodType, input: unknown, key: string): Parsed<unknown[]> {
  if (input === undefined) return { value: [], problems: [] };
  if (!Array.isArray(input)) return parsePart(z.array(schema), input, [key]);
  const entries = input.map((entry, index) => parsePart(schema, entry, [key, index]));
  return { value: entries.map((entry) => entry.value), problems: entries.flatMap((entry) => entry.problems) };
}
