import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { buildPlan } from '../client/operations/build-plan.ts';
import { accessKeyId, Bucket, type MountedRegion, secretAccessKey, withRegion } from '../region/with-region.ts';
import { runInK6 } from './run-in-k6.ts';

const megabyte = 1024 * 1024;
const size = { kind: 'range', minBytes: 6 * megabyte, maxBytes: 6 * megabyte } as const;

const plan = buildPlan(
  [
    { name: 'GetObject', keys: { kind: 'zipf' } },
    { name: 'GetObject', rangeBytes: 300 },
    { name: 'GetObject', condition: 'ifNoneMatch' },
    { name: 'HeadObject' },
    { name: 'PutObject', followedBy: 'GetObject' },
    { name: 'PutObject', condition: 'ifMatch' },
    { name: 'DeleteObject' },
    { name: 'DeleteObjects', batch: 3 },
    { name: 'CopyObject' },
    { name: 'ListObjectsV2', pages: 3, batch: 4, followedBy: 'GetObject' },
    { name: 'PutObjectTagging' },
    { name: 'GetObjectTagging' },
    { name: 'MultipartUpload', size, partBytes: 5 * megabyte },
  ],
  { prefixes: 3 },
);

/** Seeds two regions, then performs operations against the first, one attempt per step. */
const script = `
import { createWorkload } from 'src/client/operations/create-workload.ts';
import { normalizeReply } from 'src/client/taxonomy.ts';
import { digests } from 'src/k6/digests.ts';
import { seedObjects } from 'src/k6/seed-objects.ts';
import { createSender } from 'src/k6/send-attempt.ts';
import { createRandom } from 'src/shared/random.ts';

export default async function () {
  const plan = JSON.parse(__ENV.PLAN);
  const regions = new Map(JSON.parse(__ENV.REGIONS).map((access) => [access.name, access]));
  const progress = [];
  const attempts = await seedObjects(plan, 'run', regions, (done, total) => progress.push([done, total]));
  const [access] = regions.values();
  const send = createSender(access, false);
  const performStep = (step, onEnd) => send(step.build(access.bucket), step.request, 5000, (answer) => {
    const reply = normalizeReply(answer, step.request);
    const judged = step.judge(reply);
    const outcome = judged === 'ok' || judged === 'corrupt' ? judged : 'failed';
    onEnd({ outcome, region: access.name, reply, isAmbiguous: false, requestIds: [] });
  });
  const perform = (operation) => new Promise((resolve) => operation.perform(performStep, ({ outcome }) => resolve(outcome)));
  const draw = createWorkload({ plan, workload: plan.workloads[0], runId: 'run', client: 1, position: 0, random: createRandom(1), digests });
  const outcomes = {};
  for (let i = 0; i < 150; i += 1) {
    let operation = draw();
    while (operation !== null) {
      const outcome = await perform(operation);
      const name = operation.name + ' ' + outcome;
      outcomes[name] = (outcomes[name] ?? 0) + 1;
      operation = outcome === 'ok' ? operation.followUp() : null;
    }
  }
  console.log(JSON.stringify({ attempts, progress, outcomes }));
}`;

/** What a gateway says whose replicas have everything. */
async function startControl(): Promise<string> {
  const server = createServer((_, response) => response.end(JSON.stringify({ replicationBacklog: 0 })));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('k6 seeds every region and performs every operation against a real one', { timeout: 60_000 }, async () => {
  const controlUrl = await startControl();
  const describeAccess = (name: string, { endpoint }: MountedRegion) => {
    return { name, endpoint, bucket: Bucket, accessKeyId, secretAccessKey, controlUrl, controlToken: 'c' };
  };
  await withRegion(async (east) => {
    await withRegion(
      async (west) => {
        const [first] = plan.regions;
        const both = { ...plan, regions: [first, { ...first, name: 'us-west-2' }] };
        const [printed] = await runInK6(script, {
          PLAN: JSON.stringify(both),
          REGIONS: JSON.stringify([describeAccess('us-east-1', east), describeAccess('us-west-2', west)]),
        });
        const { attempts, progress, outcomes } = printed as {
          attempts: Record<string, number>;
          progress: [number, number][];
          outcomes: Record<string, number>;
        };
        expect(attempts).toEqual({ 'us-east-1': 20, 'us-west-2': 20 });
        expect(progress.at(-1)).toEqual([40, 40]);
        const names = new Set(plan.workloads[0]?.operations.map(({ name }) => `${name} ok`));
        expect(Object.keys(outcomes).sort()).toEqual([...names].sort());
        const Key = 's3drill-run/seeded/p01/00000019';
        const seeded = await west.connect().send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
        expect(seeded.Metadata?.['s3drill-intent']).toMatch(/-0-19$/);
        expect(seeded.ChecksumCRC32).toBeDefined();
      },
      { name: 'us-west-2' },
    );
  });
});
