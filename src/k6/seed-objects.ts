import type { Plan } from '../shared/contracts/plan.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import { buildSeededKey } from '../shared/keys.ts';
import { createPayloadSource } from '../shared/payload.ts';
import { deriveSeed } from '../shared/random.ts';
import { createGatewayControl } from './control-gateways.ts';
import { type CountedReply, createSender } from './send-attempt.ts';
import { sleep } from './sleep.ts';

/** Uploads in flight while seeding. */
const seedingConcurrency = 16;
const seedingTimeoutMs = 10_000;
/** How long replicas may take to catch up with the seeded objects. */
const replicationLimitMs = 60_000;
const replicationPollMs = 100;

/**
 * Writes the objects that reads choose from, into every region that is not a replica, and waits until the replicas have
 * them. @returns attempts made, by region @throws when an upload fails or a replica does not catch up
 */
export async function seedObjects(
  plan: Plan,
  runId: string,
  regions: ReadonlyMap<string, RegionAccess>,
): Promise<Record<string, number>> {
  const { seededObjects, seededBytes } = plan.workload;
  const payload = createPayloadSource(deriveSeed(plan.seed, 'seeded'), seededBytes);
  const attempts: Record<string, number> = {};

  for (const region of plan.regions) {
    if (region.replicatesFrom !== null) continue;
    const access = regions.get(region.name) as RegionAccess;
    const send = createSender(access);
    let next = 0;
    async function upload(): Promise<void> {
      while (next < seededObjects) {
        const index = next;
        next += 1;
        const path = `/${access.bucket}/${buildSeededKey(runId, index)}`;
        const request = { method: 'PUT', path, query: '', body: payload.take(seededBytes, index) };
        const reply = await new Promise<CountedReply>((resolve) => {
          send(request, 'seeding', seedingTimeoutMs, resolve);
        });
        if (reply.status !== 200) {
          throw new Error(
            `seeding ${access.name} failed: PUT answered ${reply.status || reply.transport} ${reply.code}`,
          );
        }
      }
    }
    await Promise.all(Array.from({ length: seedingConcurrency }, upload));
    attempts[region.name] = seededObjects;
    await waitForReplicas(access);
  }
  return attempts;
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
