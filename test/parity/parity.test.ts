import { beforeAll, describe, expect, test } from 'vitest';
import { findCriticalDistance, findMedian, measureDistance } from './compare-samples.ts';
import { listPatterns, type Pattern } from './patterns.ts';
import { runWithK6 } from './run-k6.ts';
import { runWithSdk } from './run-sdk.ts';
import { type ScriptedRegion, startScriptedRegion } from './scripted-region.ts';
import type { SideCount } from './side-count.ts';

/*
 * The same scripted regions, the same number of operations, the same number in flight: once through a compiled drill in
 * real k6, once through the real SDK. `npm test` runs the short form, `npm run test:parity` the long one.
 */
const form = process.env.MODE === 'long' ? 'long' : 'short';
const durationMs = form === 'long' ? 15_000 : 6_000;
/** More would only show how fast k6's and Node's timers are, not how long either waits. */
const mostSamples = 300;
/** The SDK measures a `retry-after` on a clock of whole ms, at its beginning and at its end; its timer has whole ms too. */
const clockGrainMs = 3;

interface Outcome {
  operations: number;
  succeeded: number;
  attempts: number;
  /** How many operations made so many attempts. */
  byAttempts: Record<number, number>;
  /** What attempts were answered, as this side has understood it. */
  answers: Record<string, number>;
}

interface Times {
  /** Waits in ms before the first retries, in the order of their operations. */
  waitsMs: number[];
  /** From the first attempt to the last. */
  lastedMs: number;
}

interface Side {
  outcome: Outcome;
  times: Times;
}

const patterns = listPatterns(form);
const k6 = new Map<string, Side>();
const sdk = new Map<string, Side>();

function summarize(attempts: Map<string, number[]>, { succeeded, answers }: SideCount): Side {
  const operations = [...attempts.values()];
  const byAttempts: Record<number, number> = {};
  for (const { length } of operations) byAttempts[length] = (byAttempts[length] ?? 0) + 1;
  const all = operations.flat();
  return {
    outcome: { operations: operations.length, succeeded, attempts: all.length, byAttempts, answers },
    times: {
      waitsMs: operations.flatMap(([one, two]) => (one !== undefined && two !== undefined ? [two - one] : [])),
      lastedMs: Math.max(...all) - Math.min(...all),
    },
  };
}

beforeAll(async () => {
  const regions = new Map<string, ScriptedRegion>();
  for (const { name, answer } of patterns) regions.set(name, await startScriptedRegion(answer));
  const endpoints = new Map([...regions].map(([name, { endpoint }]) => [name, endpoint]));
  const counts = await runWithK6(patterns, endpoints, durationMs);
  for (const [name, region] of regions) k6.set(name, summarize(region.take(), counts.get(name) as SideCount));
  await Promise.all(
    patterns.map(async (pattern) => {
      const { name } = pattern;
      const region = regions.get(name) as ScriptedRegion;
      const count = await runWithSdk(pattern, region.endpoint, (k6.get(name) as Side).outcome.operations);
      sdk.set(name, summarize(region.take(), count));
    }),
  );
  await Promise.all([...regions.values()].map(({ close }) => close()));
}, 180_000);

/** The long form is run by itself. */
function comparesWaits({ comparesWaits: when }: Pattern): boolean {
  return when === 'always' || (when === 'whenAlone' && form === 'long');
}

function readBoth({ name }: Pattern): { drill: Side; real: Side } {
  return { drill: k6.get(name) as Side, real: sdk.get(name) as Side };
}

describe('the client inside k6 and the real SDK', () => {
  test.each(patterns)('make the same attempts with the same answers and success: $name', (pattern) => {
    const { drill, real } = readBoth(pattern);
    expect(drill.outcome.operations).toBeGreaterThan(pattern.isRateLimited ? 2 : 10);
    if (pattern.isQuotaRaced) {
      // Which operation gets the last tokens of the quota is chance; how many retries they pay is not.
      expect({ ...drill.outcome, byAttempts: null }).toEqual({ ...real.outcome, byAttempts: null });
    } else expect(drill.outcome).toEqual(real.outcome);
  });

  test('give up alike in a total outage: a client that sends one operation after the other makes 35 retries, and no more', () => {
    const always = patterns.find(({ name }) => name === '500-always') as Pattern;
    const { drill, real } = readBoth(always);
    for (const { attempts, operations } of [drill.outcome, real.outcome]) expect(attempts - operations).toBe(35);
  });

  test.each(patterns.filter(comparesWaits))('wait alike before a retry: $name', (pattern) => {
    const { drill, real } = readBoth(pattern);
    const [ours, theirs] = [drill.times.waitsMs.slice(0, mostSamples), real.times.waitsMs.slice(0, mostSamples)];
    expect(ours.length).toBeGreaterThan(50);
    expect(measureDistance(ours, theirs)).toBeLessThan(findCriticalDistance(ours.length, theirs.length));
  });
});

describe.runIf(form === 'long')('when they have the machine for themselves, both', () => {
  test.each(patterns.filter(({ askedWaitMs }) => askedWaitMs !== null))(
    'wait for as long as they are asked to: $name',
    (pattern) => {
      const askedMs = pattern.askedWaitMs as number;
      const { drill, real } = readBoth(pattern);
      for (const { waitsMs } of [drill.times, real.times]) {
        expect(waitsMs.length).toBeGreaterThan(50);
        expect(Math.min(...waitsMs)).toBeGreaterThanOrEqual(askedMs - clockGrainMs);
        expect(findMedian(waitsMs)).toBeLessThan(askedMs + 100);
      }
    },
  );

  test.each(patterns.filter(({ isRateLimited }) => isRateLimited))(
    'are held back to about the same rate by the limiter: $name',
    (pattern) => {
      const { drill, real } = readBoth(pattern);
      const ratio = drill.times.lastedMs / real.times.lastedMs;
      expect(ratio).toBeGreaterThan(2 / 3);
      expect(ratio).toBeLessThan(3 / 2);
    },
  );
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
