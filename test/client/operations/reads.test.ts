import { describe, expect, test } from 'vitest';
import type { AttemptReply } from '../../../src/client/attempt.ts';
import { withRegion } from '../../region/with-region.ts';
import { createReply } from '../replies.ts';
import { buildPlan, createDraw, runId, type SomeOperation } from './build-plan.ts';
import { playSteps } from './play-steps.ts';
import { createRealClient, type Done, seed } from './real-client.ts';

/** Reads once from a real region, through something that may change the answer. */
async function read(operation: SomeOperation, change: (reply: AttemptReply) => AttemptReply): Promise<Done> {
  const plan = buildPlan([operation]);
  return withRegion(async (mounted) => {
    await seed(mounted, plan);
    const perform = await createRealClient({ plan, regions: { 'us-east-1': mounted }, onAnswer: change });
    return perform(createDraw(plan)());
  });
}

const flip = (reply: AttemptReply): AttemptReply => ({
  ...reply,
  body: `${reply.body.slice(0, 20)}!${reply.body.slice(21)}`,
});

describe('a read', () => {
  test.each<SomeOperation>([{ name: 'GetObject' }, { name: 'GetObject', rangeBytes: 80 }])(
    'of %j that brings one other byte is corrupt, and is not tried again',
    async (operation) => {
      const { outcome, records } = await read(operation, flip);
      expect(outcome).toBe('corrupt');
      expect(records).toHaveLength(1);
    },
  );

  test('that brings less, more, or another encoding of the same bytes is corrupt', async () => {
    for (const change of [
      (body: string) => body.slice(0, -1),
      (body: string) => `${body}A`,
      (body: string) => `\ufeff${body}`,
      () => '',
    ]) {
      const { outcome } = await read({ name: 'GetObject' }, (reply) => ({ ...reply, body: change(reply.body) }));
      expect(outcome).toBe('corrupt');
    }
  });

  test('of a range that is answered with the whole object is none', async () => {
    const whole = await withRegion(async (mounted) => {
      const plan = buildPlan([{ name: 'GetObject', rangeBytes: 80 }]);
      await seed(mounted, plan);
      const plain = await createRealClient({ plan, regions: { 'us-east-1': mounted } });
      const range = createDraw(plan)();
      const unranged = createDraw(buildPlan([{ name: 'GetObject' }]))();
      const { records } = await plain(unranged);
      const reply = records[0]?.reply as AttemptReply;
      return playSteps(range, (step) => ({ outcome: step.judge(reply) === 'ok' ? 'ok' : 'corrupt' }));
    });
    expect(whole.outcome).toBe('ok');
  });

  test('of the client’s own write that finds an earlier version has failed, but nothing is corrupt', async () => {
    const operation = createDraw(buildPlan([{ name: 'PutObject', followedBy: 'GetObject' }]))();
    await playSteps(operation, () => ({ reply: createReply() }));
    const next = operation.followUp();
    const earlier = createReply({ body: 'earlier text', header: () => 'another intent' });
    const damaged = createReply({ body: 'earlier text' });
    const judged: string[] = [];
    await playSteps(next as NonNullable<typeof next>, (step) => {
      judged.push(step.judge(earlier), step.judge(damaged));
      return {};
    });
    expect(judged).toEqual(['clientError', 'corrupt']);
  });
});

const prefix = `s3drill-${runId}/seeded/`;

function describePageOf(keys: readonly number[], token: string | null): AttemptReply {
  const contents = keys.map((key) => `<Contents><Key>${prefix}${String(key).padStart(8, '0')}</Key></Contents>`);
  const next = token === null ? '' : `<NextContinuationToken>${token}</NextContinuationToken>`;
  return createReply({
    body: `<ListBucketResult><Prefix>${prefix}</Prefix>${next}${contents.join('')}</ListBucketResult>`,
  });
}

describe('a listing', () => {
  test('turns its pages in the region that gave the first, with the token it gave', async () => {
    const listing = createDraw(buildPlan([{ name: 'ListObjectsV2', pages: 3, batch: 2 }]))();
    const played = await playSteps(listing, (_, number) => ({
      region: 'west',
      reply: describePageOf([number], `t${number}&amp;=`),
    }));
    expect(played).toMatchObject({ outcome: 'ok', region: 'west' });
    const start = `list-type=2&max-keys=2&prefix=${encodeURIComponent(prefix)}`;
    expect(played.steps.map((step) => [step.cause, step.pinnedRegion, step.build('b').query])).toEqual([
      ['first', null, start],
      ['next', 'west', `continuation-token=t1%26%3D&${start}`],
      ['next', 'west', `continuation-token=t2%26%3D&${start}`],
    ]);
  });

  test('ends with the last page, and as the page that failed', async () => {
    const draw = createDraw(buildPlan([{ name: 'ListObjectsV2', pages: 5 }]));
    const short = await playSteps(draw(), (_, number) => ({ reply: describePageOf([1], number < 2 ? 't' : null) }));
    expect([short.outcome, short.steps.length]).toEqual(['ok', 2]);
    const broken = await playSteps(draw(), (_, number) =>
      number === 2 ? { outcome: 'deadlineExceeded' } : { reply: describePageOf([1], 't') },
    );
    expect([broken.outcome, broken.steps.length]).toEqual(['deadlineExceeded', 2]);
  });

  test('is followed by a read of one of the keys found on any page, and by nothing when there were none', async () => {
    const draw = createDraw(buildPlan([{ name: 'ListObjectsV2', pages: 2, followedBy: 'GetObject' }], { count: 50 }));
    const read = new Set<string>();
    for (let i = 0; i < 100; i += 1) {
      const listing = draw();
      await playSteps(listing, (_, number) => ({ reply: describePageOf(number === 1 ? [3, 4] : [17], 't') }));
      const next = listing.followUp();
      await playSteps(next as NonNullable<typeof next>, (step) => {
        read.add(step.build('b').path);
        return {};
      });
    }
    expect([...read].sort()).toEqual([3, 4, 17].map((key) => `/b/${prefix}${String(key).padStart(8, '0')}`));
    const empty = draw();
    await playSteps(empty, () => ({ reply: describePageOf([], null) }));
    expect(empty.followUp()).toBeNull();
  });

  test.each([
    ['a page of HTML', '<html>hello</html>'],
    ['another prefix', '<ListBucketResult><Prefix>x/</Prefix></ListBucketResult>'],
    ['nothing', ''],
  ])('that brings %s is corrupt', async (_, body) => {
    const { outcome } = await read({ name: 'ListObjectsV2' }, (reply) => ({ ...reply, body }));
    expect(outcome).toBe('corrupt');
  });
});

test('tags that are none are corrupt', async () => {
  const { outcome } = await read({ name: 'GetObjectTagging' }, (reply) => ({ ...reply, body: '<html/>' }));
  expect(outcome).toBe('corrupt');
});
