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
import { readEndMs } from '../shared/read-end.ts';
import type { Clock } from './clock.ts';
import type { Recorder } from './recorder.ts';
import { createWorkload, type DrawnOperation } from './s3-requests.ts';
import { type CountedReply, createSender, type SendAttempt } from './send-attempt.ts';
import { sleep } from './sleep.ts';

/** How long a client with little to do may be deaf to the wish to stop. */
const longestNapMs = 500;
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
  const endMs = readEndMs(plan);
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
    const accepted = admission.offer((onEnd) => runOperation(run, tools, senders, operation, scheduledMs, onEnd));
    if (accepted) return;
    recorder.operation({ name: operation.name, scheduledMs, endedMs: scheduledMs, outcome: 'shed', region: '' });
  }

  let scheduledMs = nextArrival();
  await new Promise<void>((resolve) => {
    // Yields after each look, even when late: answers that have come in must get their turn.
    function scheduleDue(): void {
      const nowMs = clock.now();
      for (; scheduledMs < endMs && scheduledMs <= nowMs; scheduledMs = nextArrival()) {
        schedule(drawOperation(), scheduledMs);
      }
      if (scheduledMs >= endMs || run.stopRequested()) resolve();
      else setTimeout(scheduleDue, Math.min(longestNapMs, Math.max(0, scheduledMs - clock.now())));
    }
    scheduleDue();
  });
  while (admission.inFlight() > 0) await sleep(drainPollMs);
}

function runOperation(
  { regions, plan, clock, recorder }: ClientRun,
  tools: ClientTools,
  senders: ReadonlyMap<string, SendAttempt>,
  operation: DrawnOperation,
  scheduledMs: number,
  onEnd: () => void,
): void {
  const { name } = operation;
  let sentMs = 0;
  performOperation<CountedReply>(
    tools,
    {
      isWrite: operation.isWrite,
      deadlineMs: scheduledMs + plan.clients.deadlineMs,
      send(region, timeoutMs, onReply) {
        sentMs = clock.now();
        const request = operation.build((regions.get(region) as RegionAccess).bucket);
        (senders.get(region) as SendAttempt)(request, name, timeoutMs, onReply);
      },
      onAttempt(region, outcome, { code, bytesSent, bytesReceived }, isRetry) {
        recorder.attempt({ name, scheduledMs, sentMs, region, outcome, code, isRetry, bytesSent, bytesReceived });
      },
    },
    ({ outcome, region }) => {
      if (outcome === 'ok') operation.onSuccess();
      recorder.operation({ name, scheduledMs, endedMs: clock.now(), outcome, region });
      onEnd();
    },
  );
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
