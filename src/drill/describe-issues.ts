import type { z } from 'zod';
import { findNearest } from './find-nearest.ts';
import { formatPath, type Problem, quote } from './problem.ts';

export function describeUnknownKey(path: readonly PropertyKey[], valid: readonly string[]): Problem {
  const key = String(path.at(-1));
  const suggestion = findNearest(key, valid);
  const list = suggestion === null ? `; the keys here are ${valid.join(', ')}` : '';
  return { path: formatPath(path), message: `unknown key ${quote(key)}${list}`, suggestion };
}

export function describeChoice(written: unknown, valid: readonly string[]): Omit<Problem, 'path'> {
  return {
    message: `expected ${listChoices(valid)}, got ${quote(written)}`,
    suggestion: typeof written === 'string' ? findNearest(written, valid) : null,
  };
}

function listChoices(valid: readonly string[]): string {
  const quoted = valid.map(quote);
  return quoted.length <= 2 ? quoted.join(' or ') : `one of ${quoted.join(', ')}`;
}

export function describeIssue(issue: z.core.$ZodIssue): Omit<Problem, 'path'> {
  switch (issue.code) {
    case 'custom':
      return { message: issue.message, suggestion: issue.params?.suggestion ?? null };
    case 'invalid_value':
      return describeChoice(issue.input, issue.values.map(String));
    case 'invalid_union':
      return describeUnion(issue);
    case 'invalid_type': {
      const got = issue.input === undefined ? 'it is missing' : `got ${quote(issue.input)}`;
      return { message: `expected ${nameType(issue.expected)}, ${got}`, suggestion: null };
    }
    case 'too_small':
      return describeBound(issue.inclusive ? 'at least' : 'more than', issue.minimum, issue);
    case 'too_big':
      return describeBound(issue.inclusive ? 'at most' : 'less than', issue.maximum, issue);
    case 'invalid_key':
      return { message: issue.issues[0]?.message ?? issue.message, suggestion: null };
    default:
      return { message: issue.message, suggestion: null };
  }
}

/** Unions of objects are told apart by one key, so a failed one means that key; the others have a message of their own. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion): Omit<Problem, 'path'> {
  if (issue.inclusive === false || issue.discriminator === undefined) {
    return { message: `${issue.message}; got ${quote(issue.input)}`, suggestion: null };
  }
  const written = (issue.input as Record<string, unknown>)[issue.discriminator];
  return describeChoice(written, (issue.options ?? []).map(String));
}

const typeNames: Record<string, string> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function nameType(expected: string): string {
  return typeNames[expected] ?? expected;
}

function describeBound(
  relation: string,
  bound: number | bigint,
  issue: { origin: string; input?: unknown },
): Omit<Problem, 'path'> {
  const message =
    issue.origin === 'string'
      ? `must have ${relation} ${count(bound, 'character')}`
      : issue.origin === 'array'
        ? `must have ${relation} ${bound === 1 ? '1 entry' : `${bound} entries`}`
        : `must be ${relation} ${bound.toLocaleString('en-US')}, is ${String(issue.input)}`;
  return { message, suggestion: null };
}

function count(amount: number | bigint, noun: string): string {
  return `${amount} ${noun}${Number(amount) === 1 ? '' : 's'}`;
}
