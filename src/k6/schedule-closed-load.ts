import type { PlanLoad } from '../shared/contracts/workload.ts';
import type { Schedule } from './client-run.ts';

/**
 * An operation that no region took ends at once, and so would the next: an application that is refused takes a breath. Without
 * it the refusals of an outage, thousands a second, would drown every other figure and keep the processor from all else.
 */
const refusedPauseMs = 100;

type ClosedLoad = Extract<PlanLoad, { model: 'closed' }>;

/**
 * Keeps as many operations going as the client's concurrency, each followed by the next. What is scheduled is the moment
 * it starts, so a stall delays operations instead of queueing them: every result of such a load says so.
 */
export async function scheduleClosedLoad(schedule: Schedule, load: ClosedLoad): Promise<void> {
  const { concurrency } = schedule.workload.clients;
  await Promise.all(Array.from({ length: concurrency }, () => repeatOperations(schedule, load)));
}

/** One operation after the other; its two callbacks serve them all. */
function repeatOperations({ clock, endMs, ...schedule }: Schedule, { thinkMs }: ClosedLoad): Promise<void> {
  return new Promise<void>((resolve) => {
    let isStarting = false;

    function startNext(): void {
      const scheduledMs = clock.now();
      if (scheduledMs >= endMs || schedule.stopRequested()) {
        resolve();
        return;
      }
      isStarting = true;
      schedule.start(schedule.draw(), scheduledMs, goOn);
      isStarting = false;
    }

    function goOn(wasSent: boolean): void {
      const pauseMs = wasSent ? thinkMs : Math.max(thinkMs, refusedPauseMs);
      // An operation that ends at once must not call its successor from within itself without end.
      if (pauseMs > 0 || isStarting) setTimeout(startNext, pauseMs);
      else startNext();
    }

    startNext();
  });
}
