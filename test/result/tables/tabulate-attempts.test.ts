import { describe, expect, test } from 'vitest';
import { succeed } from '../behaviours.ts';
import { buildPlan, buildPlanWithLoad, openLoad, primary, standby } from '../build-plan.ts';
import { reduceSimulation } from '../reduce.ts';
import type { SimulatedAttempt } from '../simulate-run.ts';

const failed = (attempt: Partial<SimulatedAttempt>): SimulatedAttempt => ({
  region: primary,
  outcome: 'throttled',
  code: '',
  afterMs: 0,
  fromS3: 0,
  ...attempt,
});

/** One operation a second, all of them the same; in the steady phase there are ten. */
function reduceAttempts(attempts: SimulatedAttempt[]) {
  return reduceSimulation({
    plan: buildPlanWithLoad(openLoad(1), { faults: [] }),
    behave: () => ({ outcome: 'failed', region: primary, latencyMs: 50, attempts }),
  });
}

function answerers(attempts: SimulatedAttempt[]) {
  const rows = reduceAttempts(attempts).attempts.filter(({ phase }) => phase === 'steady');
  return Object.fromEntries(rows.map(({ outcome, code, answeredBy }) => [`${outcome} ${code}`.trim(), answeredBy]));
}

describe('who answered an attempt', () => {
  test('is S3 where its answer says so, whatever it said', () => {
    const fromS3 = 1 as const;
    expect(
      answerers([
        failed({ outcome: 'throttled', code: 'SlowDown', fromS3 }),
        failed({ outcome: 'serverError', code: 'InternalError', fromS3 }),
        failed({ outcome: 'corrupt', fromS3 }),
      ]),
    ).toEqual({ 'throttled SlowDown': 's3', 'serverError InternalError': 's3', corrupt: 's3' });
  });

  test('is a middlebox where there was an HTTP answer that S3 did not send', () => {
    const outcomes = ['throttled', 'middleboxError', 'gatewayTimeout', 'clientError'] as const;
    const found = answerers(outcomes.map((outcome) => failed({ outcome })));
    expect(found).toEqual(Object.fromEntries(outcomes.map((outcome) => [outcome, 'middlebox'])));
  });

  test('is nobody where no answer came', () => {
    const outcomes = ['attemptTimeout', 'deadlineExceeded', 'connectionRefused', 'connectionReset'] as const;
    const found = answerers(outcomes.map((outcome) => failed({ outcome })));
    expect(found).toEqual(Object.fromEntries(outcomes.map((outcome) => [outcome, 'nobody'])));
  });

  test('parts failures that are alike otherwise, and is named with them', () => {
    const { blastRadius } = reduceAttempts([failed({ fromS3: 1 }), failed({ fromS3: 0 }), failed({ fromS3: 0 })]);
    const inWords = blastRadius.cells.map(({ op, answeredBy, failures, attempts }) => [
      op,
      answeredBy,
      failures,
      attempts,
    ]);
    const reads = inWords.filter(([op]) => op === 'GetObject');
    expect(reads.map(([, answeredBy]) => answeredBy)).toEqual(['middlebox', 's3']);
    expect(reads[0]?.[2]).toBe(2 * (reads[1]?.[2] as number));
    expect(blastRadius.summary).toContain('throttling from a middlebox before us-east-1 (GetObject and PutObject)');
    expect(blastRadius.summary).toContain('and throttling from us-east-1 (GetObject)');
  });
});

test('an attempt is told with where it was planned and why it was sent', () => {
  const { attempts } = reduceSimulation({
    plan: buildPlanWithLoad(openLoad(1), { faults: [] }),
    behave: () => ({
      ...succeed(standby, 50),
      attempts: [
        failed({ outcome: 'attemptTimeout' }),
        { region: standby, outcome: 'ok', code: '', afterMs: 40, cause: 'hedge', planned: standby },
        { region: standby, outcome: 'ok', code: '', afterMs: 45 },
      ],
    }),
    probes: [{ atMs: 2000, region: standby, outcome: 'ok' }],
  });
  const steady = attempts.filter(({ phase }) => phase === 'steady');
  const tell = (op: string) =>
    steady
      .filter((row) => row.op === op)
      .map(({ region, planned, cause, outcome, answeredBy }) => [region, planned, cause, outcome, answeredBy]);
  expect(tell('GetObject')).toEqual([
    [primary, primary, 'first', 'attemptTimeout', 'nobody'],
    [standby, primary, 'retry', 'ok', 's3'],
    [standby, standby, 'hedge', 'ok', 's3'],
  ]);
  expect(tell('HeadObject')).toEqual([[standby, standby, 'probe', 'ok', 's3']]);
});

test('a run whose clients only succeed has one row per operation and region', () => {
  const { attempts } = reduceSimulation({ plan: buildPlan({ faults: [] }), behave: () => succeed(primary, 10) });
  expect(attempts).toHaveLength(6);
  expect(attempts[0]).toMatchObject({ planned: primary, cause: 'first', answeredBy: 's3' });
});
