import type { PlanLoad } from '../shared/contracts/workload.ts';
import type { Schedule } from './client-run.ts';

/**
 * Keeps as many operations going as the client's concurrency, each followed by the next. What is scheduled is the moment
 * it starts, so a stall delays operations instead of queueing them: every result of such a load says so.
 */
export function scheduleClosedLoad(schedule: Schedule, load: Extract<PlanLoad, { model: 'closed' }>): Promise<void> {
  const { workload, clock, recorder, endMs } = schedule;
  let running = workload.clients.concurrency;
  return new Promise<void>((resolve) => {
    function startNext(): void {
      const scheduledMs = clock.now();
      if (scheduledMs >= endMs || schedule.stopRequested()) {
        running -= 1;
        if (running === 0) resolve();
        return;
      }
      recorder.startLag(0);
      let isStarting = true;
      schedule.start(schedule.draw(), scheduledMs, () => {
        // An operation that ends at once (shed, rejected) must not call its successor from within itself without end.
        if (load.thinkMs > 0 || isStarting) setTimeout(startNext, load.thinkMs);
        else startNext();
      });
      isStarting = false;
    }
    for (let i = 0; i < workload.clients.concurrency; i += 1) startNext();
  });
}
