import { createAdmission } from '../client/admission.ts';
import { createWorkload } from '../client/operations/create-workload.ts';
import { createRandom, deriveSeed } from '../shared/random.ts';
import { readEndMs } from '../shared/read-end.ts';
import { assembleClient } from './assemble-client.ts';
import type { ClientRun } from './client-run.ts';
import { digests } from './digests.ts';
import { probeHealth } from './probe-health.ts';
import { scheduleClosedLoad } from './schedule-closed-load.ts';
import { scheduleOpenLoad } from './schedule-open-load.ts';
import { sleep } from './sleep.ts';
import { createOperationStarter } from './start-operations.ts';

/** How often a draining client looks whether its last requests have been answered. */
const drainPollMs = 20;

/**
 * One simulated SDK client: starts operations when the load says so, until the last phase ends; then waits for those in
 * flight. Resolves when none is left.
 */
export async function runClient(run: ClientRun): Promise<void> {
  const { plan, workload, clock, recorder } = run;
  const endMs = readEndMs(plan);
  // Arrivals and operations have random sources of their own, which nothing that happens draws from: every variant of a
  // drill replays the same operations at the same times.
  const draw = createWorkload({ ...run, random: createRandom(deriveSeed(plan.seed, `client ${run.client}`)), digests });
  const tools = await assembleClient(run);
  const admission = createAdmission({
    clients: workload.clients,
    isDegraded: tools.router.isDegraded,
    now: clock.now,
    onEvent: (event) => recorder.event({ ...event, client: run.client }),
  });
  const start = createOperationStarter({ tools, admission, recorder, clock, endMs });

  // k6 starts its clients a little before the run's zero, and bins count from there.
  while (clock.now() < 0) await sleep(-clock.now());
  const prober = probeHealth(run, tools);
  const schedule = { ...run, draw, endMs, start };
  if (workload.load.model === 'open') await scheduleOpenLoad(schedule, workload.load);
  else await scheduleClosedLoad(schedule, workload.load);
  prober?.stop();
  while (admission.inFlight() > 0 || tools.outstanding() > 0) await sleep(drainPollMs);
  tools.stop();
}
