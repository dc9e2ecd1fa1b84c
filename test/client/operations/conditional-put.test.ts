import { describe, expect, test } from 'vitest';
import type { AttemptReply, Step, StepReport } from '../../../src/client/attempt.ts';
import { Bucket, withRegion } from '../../region/with-region.ts';
import { createReply } from '../replies.ts';
import { buildPlan, createDraw } from './build-plan.ts';
import { createRealClient, type Done, type RealClientOptions, sendToRegion } from './real-client.ts';

const lost = createReply({ status: 0, fromS3: false, transport: 'connectionReset' });
const conflict = createReply({ status: 409, code: 'ConditionalRequestConflict' });

type Condition = 'ifNoneMatch' | 'ifMatch';
type OnAnswer = NonNullable<RealClientOptions['onAnswer']>;

/** Writes once with a condition against a real region, after one undisturbed write where there must be something to replace. */
async function write(
  condition: Condition,
  onAnswer: (reply: AttemptReply, step: Step, put: number) => AttemptReply,
  before: (send: (path: string) => Promise<AttemptReply>) => Promise<unknown> = async () => {},
): Promise<Done> {
  const plan = buildPlan([{ name: 'PutObject', condition }]);
  return withRegion(async (mounted) => {
    let puts = 0;
    let isDisturbed = condition === 'ifNoneMatch';
    const disturb: OnAnswer = (reply, step) => {
      if (!isDisturbed) return reply;
      if (step.request === 'PutObject') puts += 1;
      return onAnswer(reply, step, puts);
    };
    const perform = await createRealClient({ plan, regions: { 'us-east-1': mounted }, onAnswer: disturb });
    const draw = createDraw(plan);
    if (condition === 'ifMatch') expect((await perform(draw())).outcome).toBe('ok');
    isDisturbed = true;
    const putForeign = (path: string): Promise<AttemptReply> => {
      const request = { method: 'PUT', path, query: '', body: 'foreign', headers: null } as const;
      return sendToRegion(mounted, request, 'us-east-1');
    };
    await before(putForeign);
    return perform(draw());
  });
}

const causes = ({ records }: Done): string[] => records.map(({ cause }) => cause);
const firstKey = `/${Bucket}/s3drill-run/written/1/1`;

describe.each<Condition>(['ifNoneMatch', 'ifMatch'])('a write with %s', (condition) => {
  test('whose answer was lost, and whose retry then meets itself, has succeeded', async () => {
    const done = await write(condition, (reply, step, put) =>
      step.request === 'PutObject' && put === 1 ? lost : reply,
    );
    expect(done.outcome).toBe('ok');
    expect(causes(done)).toEqual(['first', 'retry', 'resolve']);
    expect(done.records[1]?.reply.status).toBe(412);
  });

  test('that meets what another has written is a conflict, without a look only where it was to create', async () => {
    const done = await write(
      condition,
      (reply) => reply,
      (put) => put(firstKey),
    );
    expect(done.outcome).toBe('conflict');
    // A replacement is refused too by a region that lags behind.
    expect(causes(done)).toEqual(condition === 'ifMatch' ? ['first', 'resolve'] : ['first']);
  });

  test('that meets another’s after an ambiguous attempt is a conflict too, once it has looked', async () => {
    const done = await write(
      condition,
      (reply, step, put) => (step.request === 'PutObject' && put === 1 ? lost : reply),
      (put) => put(firstKey),
    );
    expect(done.outcome).toBe('conflict');
    expect(causes(done)).toEqual(['first', 'retry', 'resolve']);
  });

  test('that is ambiguous, and can’t look, stays indeterminate', async () => {
    const done = await write(condition, (reply, step, put) => {
      return (step.request === 'PutObject' && put === 1) || step.request === 'HeadObject' ? lost : reply;
    });
    expect(done.outcome).toBe('indeterminate');
    expect(causes(done)).toEqual(['first', 'retry', 'resolve', 'retry', 'retry']);
  });
});

/** Performs a write whose steps end as a script says. */
function playScript(script: readonly Partial<StepReport>[]): { outcome: string; steps: Step[] } {
  const operation = createDraw(buildPlan([{ name: 'PutObject', condition: 'ifNoneMatch' }]))();
  const steps: Step[] = [];
  let ended = '';
  operation.perform(
    (step, onEnd) => {
      const report = script[steps.length] as Partial<StepReport>;
      steps.push(step);
      onEnd({ outcome: 'failed', region: 'us-east-1', reply: null, isAmbiguous: false, requestIds: [], ...report });
    },
    ({ outcome }) => {
      ended += outcome;
    },
  );
  return { outcome: ended, steps };
}

const refused = { reply: conflict, region: 'west' };
const absent = { reply: createReply({ status: 404 }), region: 'west' };

describe('409 ConditionalRequestConflict', () => {
  test('is answered by a look in the region that sent it, and when nothing is there by the same write again', () => {
    const { outcome, steps } = playScript([refused, absent, { outcome: 'ok', reply: createReply() }]);
    expect(outcome).toBe('ok');
    expect(steps.map(({ request, cause, pinnedRegion }) => [request, cause, pinnedRegion])).toEqual([
      ['PutObject', 'first', null],
      ['HeadObject', 'resolve', 'west'],
      ['PutObject', 'retry', null],
    ]);
    expect(steps[2]?.build('b')).toEqual(steps[0]?.build('b'));
  });

  test('that does not end is given up after three writes, and is a failure: nothing was applied', () => {
    const { outcome, steps } = playScript([refused, absent, refused, absent, refused, absent]);
    expect(outcome).toBe('failed');
    expect(steps).toHaveLength(6);
  });

  test('after an ambiguous attempt leaves the write indeterminate when the look fails', () => {
    const ambiguous = { ...refused, outcome: 'indeterminate', isAmbiguous: true } as const;
    expect(playScript([ambiguous, { outcome: 'deadlineExceeded' }]).outcome).toBe('indeterminate');
    expect(playScript([refused, { outcome: 'deadlineExceeded' }]).outcome).toBe('deadlineExceeded');
  });
});

test('a refusal that comes after the deadline is no conflict: nobody waited for it', () => {
  const late = { outcome: 'deadlineExceeded', reply: createReply({ status: 412 }) } as const;
  expect(playScript([late])).toMatchObject({ outcome: 'deadlineExceeded', steps: [{ cause: 'first' }] });
});

test('a look that finds an earlier write of the same client settles nothing: that region lags behind', () => {
  const operation = createDraw(buildPlan([{ name: 'PutObject', condition: 'ifNoneMatch' }]))();
  const intents: string[] = [];
  let ended = '';
  operation.perform(
    (step, onEnd) => {
      const own = step.build('b').headers?.['x-amz-meta-s3drill-intent'];
      if (own !== undefined) intents.push(own);
      const earlier = createReply({ header: () => (intents[0] as string).replace(/-1$/, '-0') });
      const isPut = step.request === 'PutObject';
      onEnd({
        outcome: isPut ? 'indeterminate' : 'ok',
        region: 'us-east-1',
        reply: isPut ? createReply({ status: 412 }) : earlier,
        isAmbiguous: isPut,
        requestIds: [],
      });
    },
    ({ outcome }) => {
      ended = outcome;
    },
  );
  expect(ended).toBe('indeterminate');
});
