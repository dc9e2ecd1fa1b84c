import { z } from 'zod';
import { describeIssue, describeUnknownKey } from './describe-issues.ts';
import { formatPath, type Problem } from './problem.ts';
import { partNameSchema } from './schema/names-schema.ts';

export interface Parsed<T> {
  /** undefined when it could not be read. */
  value: T | undefined;
  problems: Problem[];
}

/**
 * Parses one part of a drill, and tells zod's findings in our own words, each with its place and the nearest valid name.
 * @param at where `input` stands in the drill
 */
export function parsePart<T>(schema: z.ZodType<T>, input: unknown, at: readonly PropertyKey[]): Parsed<T> {
  /** Keys that an object could have had, by its path: a finished issue no longer knows its schema. */
  const validKeys = new Map<string, string[]>();
  const result = schema.safeParse(input, {
    reportInput: true,
    error(issue) {
      if (issue.code === 'unrecognized_keys') {
        const shape = (issue.inst as Partial<z.ZodObject> | undefined)?.shape ?? {};
        validKeys.set(formatPath(issue.path ?? []), Object.keys(shape));
      }
      return undefined;
    },
  });
  if (result.success) return { value: result.data, problems: [] };
  const problems = result.error.issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      const valid = validKeys.get(formatPath(issue.path)) ?? [];
      return issue.keys.map((key) => describeUnknownKey([...path, key], valid));
    }
    return [{ path: formatPath(path), ...describeIssue(issue) }];
  });
  return { value: undefined, problems };
}

/** Entries that can't be read become undefined, so that the others keep their places. */
export function parseList(schema: z.ZodType, input: unknown, key: string): Parsed<unknown[]> {
  if (input === undefined) return { value: [], problems: [] };
  if (!Array.isArray(input)) return parsePart(z.array(schema), input, [key]);
  const entries = input.map((entry, index) => parsePart(schema, entry, [key, index]));
  return { value: entries.map((entry) => entry.value), problems: entries.flatMap((entry) => entry.problems) };
}

/** The same for entries by name. */
export function parseMap(schema: z.ZodType, input: unknown, key: string): Parsed<Record<string, unknown>> {
  if (input === undefined) return { value: {}, problems: [] };
  const names = parsePart(z.record(partNameSchema, z.unknown()), input, [key]);
  if (names.value === undefined) return { value: undefined, problems: names.problems };
  const entries = Object.entries(names.value).map(
    ([name, entry]) => [name, parsePart(schema, entry, [key, name])] as const,
  );
  return {
    value: Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
    problems: entries.flatMap(([, { problems }]) => problems),
  };
}
