import { describe, expect, test } from 'vitest';
import type { Operation, Step, StepReport } from '../../../src/client/attempt.ts';
import { createReply } from '../replies.ts';
import { buildPlan, createDraw, type SomeOperation } from './build-plan.ts';

const mixed: SomeOperation[] = [
  { name: 'GetObject', keys: { kind: 'zipf' } },
  { name: 'GetObject', rangeBytes: 64 },
  { name: 'PutObject', condition: 'ifMatch' },
  { name: 'PutObject', followedBy: 'GetObject' },
  { name: 'DeleteObject' },
  { name: 'ListObjectsV2', followedBy: 'GetObject' },
  { name: 'MultipartUpload' },
  { name: 'CopyObject', keys: { kind: 'hotPrefix', hotShare: 0.5 } },
];

/** Performs an operation whose every step ends so; answers what its first step would have sent. */
function perform(
  operation: Operation,
  outcome: StepReport['outcome'],
): { name: string; body: string | null; intent: string } {
  const steps: Step[] = [];
  const reply = createReply({ body: '<UploadId>u</UploadId>', header: () => '"etag"' });
  operation.perform(
    (step, onEnd) => {
      steps.push(step);
      onEnd({ outcome, region: 'r', reply: outcome === 'ok' ? reply : null, isAmbiguous: false, requestIds: [] });
    },
    () => {},
  );
  if (outcome === 'ok') operation.followUp();
  const request = (steps[0] as Step).build('b');
  const isOwnKey =
    operation.name === 'DeleteObject' || (operation.name === 'PutObject' && request.headers?.['if-match']);
  return {
    name: isOwnKey
      ? operation.name
      : `${operation.name} ${request.path}?${request.query} ${request.headers?.range ?? ''}`,
    body: request.body,
    intent: request.headers?.['x-amz-meta-s3drill-intent'] ?? '',
  };
}

describe('a workload', () => {
  test('draws the same operations again, whatever became of those before', () => {
    const plan = buildPlan(mixed, { prefixes: 4 });
    const lucky = createDraw(plan);
    const unlucky = createDraw(plan);
    for (let i = 0; i < 500; i += 1) {
      const one = perform(lucky(), 'ok');
      const other = perform(unlucky(), 'failed');
      // Which of its own objects a client replaces or deletes depends on what it has; all else does not.
      expect(other.body).toBe(one.body);
      expect(other.intent).toBe(one.intent);
      expect(other.name.split(' ')[0]).toBe(one.name.split(' ')[0]);
      if (one.name.startsWith('GetObject') || one.name.startsWith('List')) expect(other.name).toBe(one.name);
    }
  });

  test('draws in the shares of the plan, within five standard deviations', () => {
    const plan = buildPlan([
      { name: 'GetObject', share: 0.7 },
      { name: 'PutObject', share: 0.2 },
      { name: 'HeadObject', share: 0.1 },
    ]);
    const draw = createDraw(plan);
    const counts: Record<string, number> = {};
    for (let i = 0; i < 20_000; i += 1) {
      const { name } = draw();
      counts[name] = (counts[name] ?? 0) + 1;
    }
    for (const [name, share] of [
      ['GetObject', 0.7],
      ['PutObject', 0.2],
      ['HeadObject', 0.1],
    ] as const) {
      const deviation = Math.sqrt(20_000 * share * (1 - share));
      expect(Math.abs((counts[name] ?? 0) - 20_000 * share)).toBeLessThan(5 * deviation);
    }
  });

  test('gives each write a key and an intent that no other client and no other write has', () => {
    const plan = buildPlan([{ name: 'PutObject' }], { prefixes: 3 });
    const writes = [1, 2, 3].flatMap((client) => {
      const draw = createDraw(plan, client);
      return Array.from({ length: 100 }, () => perform(draw(), 'ok'));
    });
    expect(new Set(writes.map(({ name }) => name)).size).toBe(300);
    expect(new Set(writes.map(({ intent }) => intent)).size).toBe(300);
  });

  test('hands priority, budgets and retry policy of the entry on, also to what follows', () => {
    const plan = buildPlan([
      { name: 'HeadObject', share: 0.000001 },
      {
        name: 'PutObject',
        share: 0.999999,
        priority: 'critical',
        deadlineMs: 321,
        attemptTimeoutMs: 123,
        followedBy: 'GetObject',
      },
    ]);
    const operation = createDraw(plan)();
    perform(operation, 'ok');
    const budgets = { priority: 'critical', deadlineMs: 321, attemptTimeoutMs: 123, entry: 1 };
    expect(operation).toMatchObject({ name: 'PutObject', isHedgeable: false, ...budgets });
    expect(operation.followUp()).toMatchObject({ name: 'GetObject', isHedgeable: true, ...budgets });
  });

  test('refuses a plan that leaves open what an operation needs', () => {
    expect(() => createDraw(buildPlan([{ name: 'ListObjectsV2', pages: null }]))).toThrow(
      'the plan has no pages for ListObjectsV2',
    );
  });
});
