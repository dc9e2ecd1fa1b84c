import { createHealthProber, type HealthProber } from '../client/health-prober.ts';
import { classifyReply } from '../client/taxonomy.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import { buildSeededKey } from '../shared/keys.ts';
import type { AssembledClient } from './assemble-client.ts';
import type { ClientRun } from './client-run.ts';

/** What is asked is whether the region answers, so any object will do: the first seeded one. */
const probedIndex = 0;

/** Starts a client's health probes, as its failover policy wants them; null: it wants none. */
export function probeHealth(
  { plan, workload, regions, runId, clock, recorder }: ClientRun,
  { router, sendTo }: AssembledClient,
): HealthProber | null {
  const policy = workload.clients.failover?.healthProbe ?? null;
  if (policy === null) return null;
  const key = buildSeededKey(runId, probedIndex, plan.objects.prefixes);
  const prober = createHealthProber({
    policy,
    regions: [workload.clients.primary, ...workload.clients.standby],
    now: clock.now,
    probe(region, timeoutMs, onOutcome) {
      const { bucket } = regions.get(region) as RegionAccess;
      const sentMs = clock.now();
      const request = { method: 'HEAD', path: `/${bucket}/${key}`, query: '', body: null, headers: null } as const;
      sendTo(region, request, 'HeadObject', timeoutMs, (reply) => {
        const outcome = classifyReply(reply);
        recorder.attempt({
          operation: { name: 'HeadObject' },
          scheduledMs: sentMs,
          sentMs,
          region,
          planned: region,
          outcome,
          cause: 'probe',
          number: 1,
          reply,
        });
        onOutcome(outcome);
      });
    },
    onOutcome: (region, outcome) => router.noteProbe(region, outcome, clock.now()),
  });
  prober.start();
  return prober;
}
