import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Operation, Step } from '../../../src/client/attempt.ts';
import { createOwnObjects } from '../../../src/client/operations/own-objects.ts';
import type { OperationOutcome } from '../../../src/shared/outcome.ts';
import { createReply } from '../replies.ts';
import { buildPlan, createDraw, type SomeOperation } from './build-plan.ts';
import { playSteps } from './play-steps.ts';

describe('the objects a client knows of', () => {
  test('are never in two pairs of hands, nor more than a thousand', () => {
    const commands = fc.array(
      fc.oneof(fc.constant('put'), fc.constant('latest'), fc.double({ min: 0, max: 0.999, noNaN: true })),
    );
    fc.assert(
      fc.property(commands, (all) => {
        const own = createOwnObjects(true);
        const held = new Set<string>();
        for (const [index, command] of all.entries()) {
          if (command === 'put') {
            own.put({ key: String(index), etag: '', intent: '' });
            held.add(String(index));
            continue;
          }
          const taken = command === 'latest' ? own.takeLatest() : own.takeAt(command as number);
          expect(taken === null).toBe(held.size === 0);
          if (taken !== null) expect(held.delete(taken.key)).toBe(true);
        }
      }),
    );
    const own = createOwnObjects(true);
    for (let i = 0; i < 5000; i += 1) own.put({ key: String(i), etag: '', intent: '' });
    let known = 0;
    while (own.takeLatest() !== null) known += 1;
    expect(known).toBe(1000);
  });
});

/** Draws until an operation of that name comes, performs it and those before it, and answers what it has sent. */
async function performNext(
  draw: () => Operation,
  name: string,
  outcome: OperationOutcome = 'ok',
): Promise<{ step: Step; operation: Operation; outcome: OperationOutcome | null }> {
  for (;;) {
    const operation = draw();
    const isWanted = operation.name === name;
    const reply = createReply({ header: () => '"etag"', body: '<ETag>&quot;copied&quot;</ETag>' });
    const played = await playSteps(operation, () => ({ outcome: isWanted ? outcome : 'ok', reply }));
    if (isWanted) return { step: played.steps[0] as Step, operation, outcome: played.outcome };
  }
}

const writesAndDeletes: SomeOperation[] = [{ name: 'PutObject' }, { name: 'DeleteObject' }];
const missing = '/b/s3drill-run/written/1/0';

describe('a delete', () => {
  test('takes what the client wrote, and what does not exist where it has nothing', async () => {
    const alone = createDraw(buildPlan([{ name: 'DeleteObject' }]));
    expect((await performNext(alone, 'DeleteObject')).step.build('b').path).toBe(missing);
    const draw = createDraw(buildPlan(writesAndDeletes));
    await performNext(draw, 'PutObject');
    const first = (await performNext(draw, 'DeleteObject')).step.build('b').path;
    expect(first).toMatch(/written\/1\/[1-9]/);
  });

  test('that certainly did nothing leaves the object for the next', async () => {
    const plan = buildPlan([
      { name: 'PutObject', share: 0.01 },
      { name: 'DeleteObject', share: 0.99 },
    ]);
    const deleted: string[] = [];
    for (const outcome of ['rejected', 'indeterminate'] as const) {
      const draw = createDraw(plan);
      await performNext(draw, 'PutObject');
      const one = (await performNext(draw, 'DeleteObject', outcome)).step.build('b').path;
      const next = (await performNext(draw, 'DeleteObject')).step.build('b').path;
      expect(one).not.toBe(missing);
      deleted.push(next === one ? 'same' : 'other');
    }
    expect(deleted).toEqual(['same', 'other']);
  });

  test('of many names up to a batch of them, and has failed when S3 refuses one of them', async () => {
    const draw = createDraw(
      buildPlan([
        { name: 'PutObject', share: 0.9 },
        { name: 'DeleteObjects', share: 0.1, batch: 2 },
      ]),
    );
    const { step } = await performNext(draw, 'DeleteObjects');
    expect(step.build('b').body?.match(/<Key>/g)?.length).toBe(2);
    const refused = createReply({ body: '<DeleteResult><Error><Code>AccessDenied</Code></Error></DeleteResult>' });
    const operation = createDraw(buildPlan([{ name: 'DeleteObjects' }]))();
    expect(await playSteps(operation, () => ({ reply: refused }))).toMatchObject({ outcome: 'failed' });
  });
});

describe('a write with ifMatch', () => {
  test('names the etag that the last write of that key came back with', async () => {
    const draw = createDraw(buildPlan([{ name: 'PutObject', condition: 'ifMatch' }]));
    const [first, second] = [await performNext(draw, 'PutObject'), await performNext(draw, 'PutObject')];
    expect(first.step.build('b').headers).toMatchObject({ 'if-none-match': '*' });
    expect(second.step.build('b').path).toBe(first.step.build('b').path);
    expect(second.step.build('b').headers).toMatchObject({ 'if-match': '"etag"' });
  });

  test('leaves alone what is yet to be read back', async () => {
    const draw = createDraw(buildPlan([{ name: 'PutObject', condition: 'ifMatch', followedBy: 'GetObject' }]));
    const first = await performNext(draw, 'PutObject');
    const second = await performNext(draw, 'PutObject');
    expect(second.step.build('b').path).not.toBe(first.step.build('b').path);
    await playSteps(first.operation.followUp() as Operation, () => ({}));
    const third = await performNext(draw, 'PutObject');
    expect(third.step.build('b').path).toBe(first.step.build('b').path);
  });

  test('forgets what its region does not know, and keeps what it could not reach', async () => {
    const plan = buildPlan([{ name: 'PutObject', condition: 'ifMatch' }]);
    const next: Record<string, boolean> = {};
    for (const status of [404, 503]) {
      const draw = createDraw(plan);
      const first = await performNext(draw, 'PutObject');
      await playSteps(draw(), () => ({ outcome: 'failed', reply: createReply({ status }) }));
      const third = await performNext(draw, 'PutObject');
      next[status] = third.step.build('b').path === first.step.build('b').path;
    }
    expect(next).toEqual({ 404: false, 503: true });
  });

  test('can replace a copy, by the etag in its document', async () => {
    const draw = createDraw(
      buildPlan([
        { name: 'CopyObject', share: 0.5 },
        { name: 'PutObject', condition: 'ifMatch', share: 0.5 },
      ]),
    );
    const etags = new Set<string | undefined>();
    for (let i = 0; i < 20; i += 1)
      etags.add((await performNext(draw, 'PutObject')).step.build('b').headers?.['if-match']);
    expect(etags).toContain('"copied"');
  });
});
