import { describe, expect, test } from 'vitest';
import type { Step, StepReport } from '../../../src/client/attempt.ts';
import { Bucket, withRegion } from '../../region/with-region.ts';
import { createReply } from '../replies.ts';
import { buildPlan, createDraw } from './build-plan.ts';
import { type Played, playSteps } from './play-steps.ts';
import { createRealClient, sendToRegion } from './real-client.ts';

const created = createReply({ body: '<UploadId>a+b</UploadId>' });
const partBytes = 2000;

/** An upload of 19,000 bytes in 10 parts. */
function play(answer: (step: Step, part: number) => Partial<StepReport>): Promise<Played> {
  const size = { kind: 'range', minBytes: 19_000, maxBytes: 19_000 } as const;
  const operation = createDraw(buildPlan([{ name: 'MultipartUpload', size, partBytes }]))();
  return playSteps(operation, (step) => {
    const part = Number(/partNumber=(\d+)/.exec(step.build('b').query)?.[1] ?? 0);
    if (step.request === 'CreateMultipartUpload') return { reply: created, ...answer(step, part) };
    return { reply: createReply({ header: () => `"${part}"` }), ...answer(step, part) };
  });
}

const requests = ({ steps }: Played): string[] => steps.map(({ request }) => request);

describe('a multipart upload', () => {
  test('sends at most four parts at once, all to the region where it was created, then completes with each in order', async () => {
    const played = await play(() => ({ region: 'west' }));
    expect(played).toMatchObject({ outcome: 'ok', region: 'west', mostAtOnce: 4 });
    expect(requests(played)).toEqual([
      'CreateMultipartUpload',
      ...new Array(10).fill('UploadPart'),
      'CompleteMultipartUpload',
    ]);
    expect(played.steps.slice(1).every(({ pinnedRegion }) => pinnedRegion === 'west')).toBe(true);
    const bodies = played.steps.slice(1, 11).map((step) => step.build('b').body?.length);
    expect(bodies).toEqual([...new Array(9).fill(partBytes), 1000]);
    const completion = played.steps[11]?.build('b');
    expect(completion?.query).toBe('uploadId=a%2Bb');
    expect(
      [
        ...(completion?.body ?? '').matchAll(
          /<ETag>&quot;(\d+)&quot;<\/ETag><ChecksumCRC32>.{8}<\/ChecksumCRC32><PartNumber>(\d+)</g,
        ),
      ].map(([, etag, part]) => [etag, part]),
    ).toEqual(Array.from({ length: 10 }, (_, index) => [String(index + 1), String(index + 1)]));
  });

  test('of which a part fails sends no more of them, and is aborted once when those under way have ended', async () => {
    const played = await play((_, part) => (part === 2 ? { outcome: 'rejected', region: 'west' } : {}));
    // It was served in part, by the region of its creation.
    expect(played).toMatchObject({ outcome: 'failed', region: 'east' });
    expect(requests(played).filter((request) => request === 'AbortMultipartUpload')).toHaveLength(1);
    expect(requests(played).at(-1)).toBe('AbortMultipartUpload');
    expect(played.steps.at(-1)).toMatchObject({ cause: 'abort', pinnedRegion: 'east' });
    expect(requests(played)).not.toContain('CompleteMultipartUpload');
    expect(played.steps.length).toBeLessThan(10);
  });

  test('is certainly not stored before its completion, however its parts ended', async () => {
    expect((await play((_, part) => (part === 1 ? { outcome: 'indeterminate' } : {}))).outcome).toBe('failed');
    const uncreated = await play((step) =>
      step.request === 'CreateMultipartUpload' ? { outcome: 'indeterminate' } : {},
    );
    expect(uncreated.outcome).toBe('failed');
    expect(requests(uncreated)).toEqual(['CreateMultipartUpload']);
  });

  test('whose completion is ambiguous is indeterminate, and aborted all the same', async () => {
    const played = await play((step) =>
      step.request === 'CompleteMultipartUpload' ? { outcome: 'indeterminate' } : {},
    );
    expect(played.outcome).toBe('indeterminate');
    expect(requests(played).at(-1)).toBe('AbortMultipartUpload');
  });

  test('that is aborted leaves nothing in the region', async () => {
    const plan = buildPlan([{ name: 'MultipartUpload' }]);
    await withRegion(async (mounted) => {
      const refused = createReply({ status: 403, code: 'AccessDenied' });
      let query = '';
      const perform = await createRealClient({
        plan,
        regions: { 'us-east-1': mounted },
        onAnswer(reply, step) {
          if (step.request !== 'UploadPart') return reply;
          query = step.build(Bucket).query.replace(/^.*(uploadId=[^&]*).*$/, '$1');
          return refused;
        },
      });
      const { outcome, records } = await perform(createDraw(plan)());
      expect(outcome).toBe('failed');
      expect(records.at(-1)).toMatchObject({ cause: 'abort', outcome: 'ok' });
      const path = `/${Bucket}/s3drill-run/written/1/1`;
      const left = await sendToRegion(mounted, { method: 'GET', path, query, body: null, headers: null }, 'us-east-1');
      expect(left.code).toBe('NoSuchUpload');
    });
  });
});
