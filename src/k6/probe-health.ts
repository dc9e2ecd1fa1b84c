import { createHealthProber, type HealthProber } from '../client/health-prober.ts';
import { classifyReply } from '../client/taxonomy.ts';
import { buildSeededKey } from '../shared/keys.ts';
import type { AssembledClient } from './assemble-client.ts';
import type { ClientRun } from './client-run.ts';

/** What is asked is whether the region answers, so any object will do: the first seeded one. */
const probedIndex = 0;

/** A probe is no operation of the workload; its attempts are recorded as this one's. */
const probed = { name: 'HeadObject', priority: 'normal' } as const;

/** Starts a client's health probes, as its failover policy wants them; null: it wants none. */
export function probeHealth(
  { plan, workload, runId, clock, recorder }: ClientRun,
  { router, probe }: AssembledClient,
): HealthProber | null {
  const policy = workload.clients.failover?.healthProbe ?? null;
  if (policy === null) return null;
  const key = buildSeededKey(runId, probedIndex, plan.objects.prefixes);
  const prober = createHealthProber({
    policy,
    regions: [workload.clients.primary, ...workload.clients.standby],
    now: clock.now,
    probe(region, timeoutMs, onOutcome) {
      const sentMs = clock.now();
      const buildRequest = (bucket: string) =>
        ({ method: 'HEAD', path: `/${bucket}/${key}`, query: '', body: null, headers: null }) as const;
      probe(region, buildRequest, timeoutMs, (reply) => {
        const outcome = classifyReply(reply);
        recorder.attempt({
          operation: probed,
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
