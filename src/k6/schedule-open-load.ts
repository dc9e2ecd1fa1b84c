import { createArrivals } from '../shared/arrivals.ts';
import type { OpenLoad } from '../shared/contracts/workload.ts';
import { createRandom, deriveSeed } from '../shared/random.ts';
import type { Schedule } from './client-run.ts';

/** How long a client with little to do may be deaf to the wish to stop. */
const longestNapMs = 500;

/** Starts operations at their times, whatever became of the earlier ones. Resolves when the last has been started. */
export function scheduleOpenLoad(schedule: Schedule, load: OpenLoad): Promise<void> {
  const { plan, workload, client, position, clock, recorder, endMs } = schedule;
  const random = createRandom(deriveSeed(plan.seed, `arrivals ${client}`));
  const nextArrival = createArrivals(load, position, workload.clients.count, random);
  let scheduledMs = nextArrival();
  return new Promise<void>((resolve) => {
    // Yields after each look, even when late: answers that have come in must get their turn.
    function scheduleDue(): void {
      const nowMs = clock.now();
      for (; scheduledMs < endMs && scheduledMs <= nowMs; scheduledMs = nextArrival()) {
        recorder.startLag(nowMs - scheduledMs);
        schedule.start(schedule.draw(), scheduledMs, ignoreEnd);
      }
      if (scheduledMs >= endMs || schedule.stopRequested()) resolve();
      else setTimeout(scheduleDue, Math.min(longestNapMs, Math.max(0, scheduledMs - clock.now())));
    }
    scheduleDue();
  });
}

/** An open load does not wait for its operations. */
function ignoreEnd(): void {}
