import type { GatewayState } from '../shared/contracts/control.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import { readLongestDeadlineMs } from '../shared/read-end.ts';
import { whenAborted } from '../shared/when-aborted.ts';
import type { Collector } from './collector.ts';
import { expire } from './expire.ts';
import { type K6Process, readLastComplaint } from './k6-process.ts';
import type { RunningRegions } from './regions/start-regions.ts';

/** Beyond the clients' deadline: time for their last flushes. */
const lastFlushMs = 3000;
const graceMs = 5000;

export interface LoadEnd {
  /** null when k6 was killed by a signal. */
  k6ExitCode: number | null;
  /** Of the regions that still answered. */
  gatewayStates: GatewayState[];
  troubles: string[];
}

/**
 * Waits for the load to end: by itself, or early because one of the signals says so. Ended early, the faults are reverted
 * first; then the clients are asked to drain, so that what they have measured still arrives; only then k6 is made to end.
 */
export async function endLoad(options: {
  plan: Plan;
  load: K6Process;
  regions: RunningRegions;
  collector: Collector;
  log: string;
  stop: readonly AbortSignal[];
  onStage(text: string): void;
}): Promise<LoadEnd> {
  const { plan, load, regions, collector, log, stop, onStage } = options;
  const troubles: string[] = [];
  const early = AbortSignal.any([...stop]);
  const endedByItself = await Promise.race([load.exited.then(() => true), whenAborted(early).then(() => false)]);

  if (!endedByItself) {
    onStage('reverting all faults');
    await regions.revertAllFaults().catch((error: Error) => {
      troubles.push(`Faults could not be reverted by request (${error.message}); their leases end them.`);
    });
    onStage('draining the clients');
    collector.requestStop();
    await Promise.race([load.exited, expire(readLongestDeadlineMs(plan) + lastFlushMs)]);
    await load.stop(graceMs);
  }
  const k6ExitCode = await load.exited;
  if (endedByItself && k6ExitCode !== 0) {
    const complaint = await readLastComplaint(log);
    const ending = k6ExitCode === null ? 'was killed' : `ended with code ${k6ExitCode}`;
    troubles.push(`k6 ${ending} before the drill was over${complaint ? `: ${complaint}` : ''}. See ${log}.`);
  }

  const gatewayStates: GatewayState[] = [];
  for (const { name } of regions.access) {
    try {
      gatewayStates.push(await regions.readState(name));
    } catch (error) {
      troubles.push(`The gateway of ${name} could not be asked for its counters: ${(error as Error).message}`);
    }
  }
  return { k6ExitCode, gatewayStates, troubles };
}
