import { createAdmission } from '../client/admission.ts';
import { type BreakerState, createBreaker, createNoBreaker } from '../client/breaker.ts';
import { type ClientTools, performOperation } from '../client/perform-operation.ts';
import { createRetrier } from '../client/retrier.ts';
import { createRouter, type Router } from '../client/router.ts';
import { createArrivals } from '../shared/arrivals.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import type { EventType } from '../shared/contracts/telemetry.ts';
import { createRandom, deriveSeed } from '../shared/random.ts';
import { type Clock, sleep } from './clock.ts';
import type { Recorder } from './recorder.ts';
import { createWorkload, type DrawnOperation } from './s3-requests.ts';
import { createSender, type SendAttempt } from './send-attempt.ts';

/** How often a draining client looks whether its last operations have ended. */
const drainPollMs = 20;

export interface ClientRun {
  plan: Plan;
  runId: string;
  /** Number of the client, from 1. */
  client: number;
  regions: ReadonlyMap<string, RegionAccess>;
  clock: Clock;
  recorder: Recorder;
  stopRequested(): boolean;
}

/**
 * One simulated SDK client: starts operations when the load says so, whatever became of the earlier ones, until the last
 * phase ends; then waits for those in flight. Resolves when none is left.
 */
export async function runClient(run: ClientRun): Promise<void> {
  const { plan, clock, recorder } = run;
  const { clients } = plan;
  const endMs = plan.phases[plan.phases.length - 1]?.toMs ?? 0;
  const random = createRandom(deriveSeed(plan.seed, `client ${run.client}`));
  const nextArrival = createArrivals(plan.load, run.client - 1, clients.count, random);
  const drawOperation = createWorkload(plan, run.runId, run.client, random);
  const admission = createAdmission(clients);
  const senders = createSenders(run);
  const tools: ClientTools = {
    router: createClientRouter(run),
    retrier: await createRetrier(clients.retry),
    attemptTimeoutMs: clients.attemptTimeoutMs,
    now: clock.now,
  };

  function schedule(operation: DrawnOperation, scheduledMs: number): void {
    recorder.startLag(clock.now() - scheduledMs);
    const accepted = admission.offer(() => runOperation(run, tools, senders, operation, scheduledMs));
    if (accepted) return;
    recorder.operation({ name: operation.name, scheduledMs, endedMs: scheduledMs, outcome: 'shed', region: '' });
  }

  let scheduledMs = nextArrival();
  while (scheduledMs < endMs && !run.stopRequested()) {
    // Yields even when late: answers that have come in must get their turn, or a busy client would only ever schedule.
    await sleep(scheduledMs - clock.now());
    const dueMs = Math.min(clock.now(), endMs);
    for (; scheduledMs <= dueMs; scheduledMs = nextArrival()) schedule(drawOperation(), scheduledMs);
  }
  while (admission.inFlight() > 0) await sleep(drainPollMs);
}

async function runOperation(
  { regions, plan, clock, recorder }: ClientRun,
  tools: ClientTools,
  senders: ReadonlyMap<string, SendAttempt>,
  operation: DrawnOperation,
  scheduledMs: number,
): Promise<void> {
  const { name } = operation;
  let sentMs = 0;
  const report = await performOperation(tools, {
    isWrite: operation.isWrite,
    deadlineMs: scheduledMs + plan.clients.deadlineMs,
    send(region, timeoutMs) {
      sentMs = clock.now();
      const request = operation.build((regions.get(region) as RegionAccess).bucket);
      return (senders.get(region) as SendAttempt)(request, name, timeoutMs);
    },
    onAttempt(region, outcome, { code, bytesSent, bytesReceived }, isRetry) {
      recorder.attempt({ name, scheduledMs, sentMs, region, outcome, code, isRetry, bytesSent, bytesReceived });
    },
  });
  if (report.outcome === 'ok') operation.onSuccess();
  recorder.operation({ name, scheduledMs, endedMs: clock.now(), outcome: report.outcome, region: report.region });
}

function createSenders({ plan, regions }: ClientRun): Map<string, SendAttempt> {
  const senders = new Map<string, SendAttempt>();
  for (const region of listRegions(plan)) senders.set(region, createSender(regions.get(region) as RegionAccess));
  return senders;
}

const breakerEvents: Record<BreakerState, EventType> = {
  open: 'breakerOpened',
  halfOpen: 'breakerHalfOpened',
  closed: 'breakerClosed',
};

function createClientRouter({ plan, client, recorder }: ClientRun): Router {
  const { breaker, failover, primary } = plan.clients;
  const breakers = new Map(
    listRegions(plan).map((region) => [
      region,
      breaker === null
        ? createNoBreaker()
        : createBreaker(breaker, (state, atMs) => recorder.event({ atMs, type: breakerEvents[state], client, region })),
    ]),
  );
  return createRouter({
    regions: listRegions(plan),
    breakers,
    failover,
    onShift: (from, to, atMs) =>
      recorder.event({
        atMs,
        type: to === primary ? 'failedBack' : 'failedOver',
        client,
        region: to,
        detail: `from ${from}`,
      }),
  });
}

function listRegions({ clients }: Plan): string[] {
  return [clients.primary, ...clients.standby];
}
