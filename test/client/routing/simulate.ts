import { createRouter, type Route, type RouteRequest, type RouterEvent } from '../../../src/client/router.ts';
import type { PlanClients } from '../../../src/shared/contracts/policies.ts';
import type { AttemptOutcome } from '../../../src/shared/outcome.ts';
import { createRandom } from '../../../src/shared/random.ts';

export interface Outage {
  region: string;
  fromMs: number;
  toMs: number;
}

export interface Arrival {
  /** After the one before. */
  gapMs: number;
  latencyMs: number;
  /** What of the request matters to the property under test. */
  request?: Partial<RouteRequest>;
}

export interface Sent {
  atMs: number;
  request: RouteRequest;
  /** null: refused. */
  region: string | null;
  isProbe: boolean;
}

export interface Simulation {
  sent: Sent[];
  events: RouterEvent[];
}

/** One client against regions that answer 500 while they are out, in virtual time. */
export function simulate(clients: PlanClients, outages: Outage[], arrivals: Arrival[], seed = 1): Simulation {
  const events: RouterEvent[] = [];
  const sent: Sent[] = [];
  const inFlight: { route: Route; endMs: number }[] = [];
  const router = createRouter({ clients, random: createRandom(seed), onEvent: (event) => events.push(event) });
  let nowMs = 0;

  function answer(region: string, atMs: number): AttemptOutcome {
    const isOut = outages.some((outage) => outage.region === region && atMs >= outage.fromMs && atMs < outage.toMs);
    return isOut ? 'serverError' : 'ok';
  }

  function settleUntil(untilMs: number): void {
    inFlight.sort((a, b) => a.endMs - b.endMs);
    while (inFlight[0] !== undefined && inFlight[0].endMs <= untilMs) {
      const { route, endMs } = inFlight.shift() as (typeof inFlight)[number];
      router.settle(route, answer(route.region, endMs), endMs);
    }
  }

  for (const { gapMs, latencyMs, request: change } of arrivals) {
    nowMs += gapMs;
    settleUntil(nowMs);
    const request: RouteRequest = {
      operation: 'GetObject',
      priority: 'normal',
      planned: router.plan(change?.operation ?? 'GetObject'),
      spent: 0,
      failedIn: null,
      pinnedRegion: null,
      ...change,
    };
    const route = router.route(request, nowMs);
    sent.push({ atMs: nowMs, request, region: route?.region ?? null, isProbe: route?.permit.isProbe ?? false });
    if (route !== null) inFlight.push({ route, endMs: nowMs + latencyMs });
  }
  return { sent, events };
}
