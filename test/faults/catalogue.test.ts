import { expect, expectTypeOf, test } from 'vitest';
import { type FaultParameters, faultCatalogue, findFaultKind } from '../../src/faults/catalogue.ts';
import type { Duration } from '../../src/shared/duration.ts';

test('each kind is listed under its own name', () => {
  for (const [name, { kind, summary }] of Object.entries(faultCatalogue)) {
    expect(kind).toBe(name);
    expect(summary).toMatch(/^[A-Z].*\.$/);
  }
});

test('every kind has defaults for all its parameters, which are JSON and parse to themselves', () => {
  for (const { parameters } of Object.values(faultCatalogue)) {
    const completed = parameters.parse({});
    expect(JSON.parse(JSON.stringify(completed))).toEqual(completed);
    expect(parameters.parse(completed)).toEqual(completed);
    expect(parameters.safeParse({ unknown: 1 }).success).toBe(false);
  }
});

test('parsed parameters parse to themselves', () => {
  const { latency } = faultCatalogue;
  const completed = latency.parameters.parse({ delay: '1.5s', jitter: '20ms' });
  expect(completed).toEqual({ delay: 1500, jitter: 20, distribution: 'uniform' });
  expect(latency.parameters.parse(completed)).toEqual(completed);
});

test('names that JavaScript objects have by nature are no kinds', () => {
  expect(findFaultKind('constructor')).toBeUndefined();
  expect(findFaultKind('latency')).toBe(faultCatalogue.latency);
});

test('authors see durations, defaults and choices in the types', () => {
  expectTypeOf<FaultParameters<'latency'>>().toEqualTypeOf<{
    delay?: Duration | undefined;
    jitter?: Duration | undefined;
    distribution?: 'fixed' | 'uniform' | undefined;
  }>();
  expectTypeOf<FaultParameters<'reset'>['when']>().toEqualTypeOf<'accept' | 'request' | 'response' | undefined>();
});
