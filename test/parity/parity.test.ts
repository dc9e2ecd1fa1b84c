import { beforeAll, describe, expect, test } from 'vitest';
import { findCriticalDistance, measureDistance } from './compare-samples.ts';
import { listPatterns, type Pattern } from './patterns.ts';
import { runWithK6 } from './run-k6.ts';
import { runWithSdk } from './run-sdk.ts';
import { type ScriptedRegion, startScriptedRegion } from './scripted-region.ts';

/*
 * The same scripted regions, the same number of operations, the same number in flight: once through a compiled drill in
 * real k6, once through the real SDK. `npm test` runs the short form, `npm run test:parity` the long one.
 */
const form = process.env.MODE === 'long' ? 'long' : 'short';
const durationMs = form === 'long' ? 15_000 : 6_000;
/** More would only show how fast k6's and Node's timers are, not how long either waits. */
const mostSamples = 300;

interface Outcome {
  operations: number;
  succeeded: number;
  attempts: number;
  /** How many operations made so many attempts. */
  byAttempts: Record<number, number>;
  /** Waits in ms before the first retries, in the order of their operations. */
  waitsMs: number[];
}

const patterns = listPatterns(form);
const k6 = new Map<string, Outcome>();
const sdk = new Map<string, Outcome>();

function summarize(attempts: Map<string, number[]>, succeeded: number): Outcome {
  const byAttempts: Record<number, number> = {};
  for (const { length } of attempts.values()) byAttempts[length] = (byAttempts[length] ?? 0) + 1;
  return {
    operations: attempts.size,
    succeeded,
    attempts: [...attempts.values()].reduce((sum, { length }) => sum + length, 0),
    byAttempts,
    waitsMs: [...attempts.values()].flatMap(([one, two]) =>
      one !== undefined && two !== undefined ? [two - one] : [],
    ),
  };
}

beforeAll(async () => {
  const regions = new Map<string, ScriptedRegion>();
  for (const { name, answer } of patterns) regions.set(name, await startScriptedRegion(answer));
  const endpoints = new Map([...regions].map(([name, { endpoint }]) => [name, endpoint]));
  const succeeded = await runWithK6(patterns, endpoints, durationMs);
  for (const [name, region] of regions) k6.set(name, summarize(region.take(), succeeded.get(name) ?? 0));
  await Promise.all(
    patterns.map(async (pattern) => {
      const { name } = pattern;
      const region = regions.get(name) as ScriptedRegion;
      const done = await runWithSdk(pattern, region.endpoint, (k6.get(name) as Outcome).operations);
      sdk.set(name, summarize(region.take(), done));
    }),
  );
  await Promise.all([...regions.values()].map(({ close }) => close()));
}, 180_000);

/** The long form is run by itself. */
function comparesWaits({ comparesWaits: when }: Pattern): boolean {
  return when === 'always' || (when === 'whenAlone' && form === 'long');
}

function readBoth({ name }: Pattern): { drill: Outcome; real: Outcome } {
  return { drill: k6.get(name) as Outcome, real: sdk.get(name) as Outcome };
}

describe('the client inside k6 and the real SDK', () => {
  test.each(patterns)('make the same attempts with the same success: $name', (pattern) => {
    const { drill, real } = readBoth(pattern);
    expect(drill.operations).toBeGreaterThan(10);
    const [counted, expected] = [
      { ...drill, waitsMs: null },
      { ...real, waitsMs: null },
    ];
    if (pattern.isQuotaRaced) {
      // Which operation gets the last tokens of the quota is chance; how many retries they pay is not.
      expect({ ...counted, byAttempts: null }).toEqual({ ...expected, byAttempts: null });
    } else expect(counted).toEqual(expected);
  });

  test('give up alike in a total outage: a client that sends one operation after the other makes 35 retries, and no more', () => {
    const always = patterns.find(({ name }) => name === '500-always') as Pattern;
    const { drill, real } = readBoth(always);
    expect(drill.attempts - drill.operations).toBe(35);
    expect(real.attempts - real.operations).toBe(35);
  });

  test.each(patterns.filter(comparesWaits))('wait alike before a retry: $name', (pattern) => {
    const { drill, real } = readBoth(pattern);
    const [ours, theirs] = [drill.waitsMs.slice(0, mostSamples), real.waitsMs.slice(0, mostSamples)];
    expect(ours.length).toBeGreaterThan(50);
    expect(measureDistance(ours, theirs)).toBeLessThan(findCriticalDistance(ours.length, theirs.length));
  });
});

describe('a two-sample test', () => {
  test('tells full jitter from half of it, and not from itself', () => {
    const spread = (from: number, to: number) => Array.from({ length: 200 }, (_, i) => from + ((to - from) * i) / 199);
    const critical = findCriticalDistance(200, 200);
    expect(measureDistance(spread(0, 50), spread(25, 50))).toBeGreaterThan(critical);
    expect(measureDistance(spread(0, 50), spread(0, 50))).toBe(0);
    expect(measureDistance(spread(0, 50), spread(0, 100))).toBeGreaterThan(critical);
  });
});
