import type { AttemptReply } from '../client/attempt.ts';
import { buildPut } from '../client/operations/build-put.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import { createDrillPayload, describeSeededObjects } from '../shared/seeded-objects.ts';
import { largestBytes } from '../shared/sizes.ts';
import { createGatewayControl } from './control-gateways.ts';
import { createSender } from './send-attempt.ts';
import { sleep } from './sleep.ts';

/** Uploads in flight per region while seeding. */
const seedingConcurrency = 16;
const seedingTimeoutMs = 10_000;
/** How often progress is told, at most. */
const progressEveryMs = 100;
/** How long replicas may take to catch up with the seeded objects. */
const replicationLimitMs = 60_000;
const replicationPollMs = 100;

/**
 * Writes the objects that reads choose from, into every region that is not a replica, all at once, and waits until the
 * replicas have them.
 * @param onProgress told of objects written so far, and to be written, over all regions
 * @returns attempts made, by region
 * @throws when an upload fails or a replica does not catch up
 */
export async function seedObjects(
  plan: Plan,
  runId: string,
  regions: ReadonlyMap<string, RegionAccess>,
  onProgress: (done: number, total: number) => void,
): Promise<Record<string, number>> {
  const { count } = plan.objects;
  const origins = plan.regions.filter(({ replicatesFrom }) => replicatesFrom === null).map(({ name }) => name);
  const total = origins.length * count;
  const build = createSeedBuilder(plan, runId);
  let done = 0;
  let toldAtMs = 0;

  function noteUpload(): void {
    done += 1;
    const nowMs = Date.now();
    if (done < total && nowMs - toldAtMs < progressEveryMs) return;
    toldAtMs = nowMs;
    onProgress(done, total);
  }

  async function seedRegion(access: RegionAccess): Promise<void> {
    const send = createSender(access, false);
    let next = 0;
    async function upload(): Promise<void> {
      while (next < count) {
        const request = build(access.bucket, next);
        next += 1;
        const { status, transport, code } = await new Promise<AttemptReply>((resolve) => {
          send(request, 'seeding', seedingTimeoutMs, resolve);
        });
        if (status !== 200) {
          throw new Error(`seeding ${access.name} failed: PUT answered ${status || transport} ${code}`);
        }
        noteUpload();
      }
    }
    await Promise.all(Array.from({ length: seedingConcurrency }, upload));
    await waitForReplicas(access);
  }

  await Promise.all(origins.map((name) => seedRegion(regions.get(name) as RegionAccess)));
  return Object.fromEntries(origins.map((name) => [name, count]));
}

/** Seeded objects are written as PutObject writes. */
function createSeedBuilder(plan: Plan, runId: string): (bucket: string, index: number) => ReturnType<typeof buildPut> {
  const seeded = describeSeededObjects(plan, runId);
  const payload = createDrillPayload(plan.seed, largestBytes(plan.objects.size));
  return (bucket, index) => {
    const bytes = seeded.bytesOf(index);
    const start = seeded.startOf(index);
    const content = {
      body: payload.take(bytes, start),
      checksum: payload.checksum(bytes, start),
      intent: seeded.intentOf(index),
    };
    return buildPut(`/${bucket}/${seeded.keyOf(index)}`, content, null);
  };
}

async function waitForReplicas(access: RegionAccess): Promise<void> {
  const gateway = createGatewayControl(access);
  const limit = Date.now() + replicationLimitMs;
  for (;;) {
    const { replicationBacklog } = await gateway.readState();
    if (replicationBacklog === 0) return;
    if (Date.now() > limit) {
      throw new Error(
        `replicas of ${access.name} still lack ${replicationBacklog} objects after ${replicationLimitMs} ms`,
      );
    }
    await sleep(replicationPollMs);
  }
}
