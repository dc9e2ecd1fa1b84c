import type { z } from 'zod';
import type { Check } from './checks/check.ts';
import { checkCaps } from './checks/check-caps.ts';
import { checkFailover } from './checks/check-failover.ts';
import { checkFaults } from './checks/check-faults.ts';
import { checkForms } from './checks/check-forms.ts';
import { checkKeys } from './checks/check-keys.ts';
import { checkLoads } from './checks/check-loads.ts';
import { checkObjectives } from './checks/check-objectives.ts';
import { checkPolicies } from './checks/check-policies.ts';
import { checkRegions } from './checks/check-regions.ts';
import { checkSizes } from './checks/check-sizes.ts';
import { checkStandbys } from './checks/check-standbys.ts';
import { checkTimeouts } from './checks/check-timeouts.ts';
import { checkWorkloads } from './checks/check-workloads.ts';
import { describeUnknownKey } from './describe-issues.ts';
import { createDrillShape, type Drill } from './drill-schema.ts';
import { drillTag } from './language/define-drill.ts';
import { type Parsed, parseList, parseMap, parsePart } from './parse-part.ts';
import { type Problem, quote } from './problem.ts';
import type { ReadableParts } from './readable-parts.ts';
import { listSetups, listVariants } from './setups.ts';

export type CheckedDrill = { drill: Drill } | { problems: Problem[] };

const checks: readonly Check[] = [
  checkRegions,
  checkStandbys,
  checkTimeouts,
  checkFailover,
  checkPolicies,
  checkWorkloads,
  checkSizes,
  checkKeys,
  checkLoads,
  checkCaps,
  checkFaults,
  checkObjectives,
];

/**
 * Reads a drill that may come from anywhere. Reports everything that is wrong at once; without problems, every default
 * is filled in.
 */
export function checkDrill(input: unknown): CheckedDrill {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { problems: [{ path: '', message: `a drill is an object, got ${quote(input)}`, suggestion: null }] };
  }
  const { [drillTag]: _tag, ...written } = input as Record<string, unknown>;
  const names = {
    regions: listKeys(written.regions),
    workloads: listKeys(written.workloads),
    variants: listKeys(written.variants),
  };
  const { values, maps, lists } = createDrillShape(names);
  const keys = [values, maps, lists].flatMap((group) => Object.keys(group));
  const problems = Object.keys(written)
    .filter((key) => !keys.includes(key))
    .map((key) => describeUnknownKey([key], keys));
  problems.push(...checkForms(written));

  const parts: Record<string, unknown> = {};
  function keep(key: string, parsed: Parsed<unknown>): void {
    parts[key] = parsed.value;
    problems.push(...parsed.problems);
  }
  for (const [key, schema] of Object.entries<z.ZodType>(values)) keep(key, parsePart(schema, written[key], [key]));
  for (const [key, schema] of Object.entries<z.ZodType>(maps)) keep(key, parseMap(schema, written[key], key));
  for (const [key, schema] of Object.entries<z.ZodType>(lists)) keep(key, parseList(schema, written[key], key));

  problems.push(...checkTogether(parts as ReadableParts, names.regions));
  return problems.length === 0 ? { drill: parts as Drill } : { problems };
}

/** How the parts fit together, in every variant; what is wrong in several of them is told once. */
function checkTogether(parts: ReadableParts, regionNames: readonly string[]): Problem[] {
  const variants = parts.clients === undefined ? [] : listVariants(parts);
  const setups = variants.flatMap((variant) => listSetups(parts, variant, regionNames));
  const seen = new Set<string>();
  return checks
    .flatMap((check) => check(parts, setups))
    .filter(({ path, message }) => {
      const isNew = !seen.has(`${path}\n${message}`);
      seen.add(`${path}\n${message}`);
      return isNew;
    });
}

/** @returns names as written, in their order; none when they can't be read */
function listKeys(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
