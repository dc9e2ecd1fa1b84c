import type { ActiveFault } from './active-fault.ts';

/** How long answers already being sent may take before their connections are cut. */
const answerGraceMs = 1000;

/**
 * Resolves when the fault no longer holds: delayed requests have gone on, waiting ones are cut, and no faulted answer
 * is still to come, so that whoever asked may rely on it.
 */
export async function revertFault(fault: ActiveFault, by: 'request' | 'lease'): Promise<void> {
  fault.holds = false;
  for (const exchange of fault.underway.keys()) exchange.release();
  await settleWithin([...fault.underway.values()], answerGraceMs);
  for (const exchange of fault.underway.keys()) exchange.cut();
  fault.counters.active = false;
  fault.counters.revertedAtEpochMs = Date.now();
  fault.counters.revertedBy = by;
}

function settleWithin(promises: Promise<void>[], graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, graceMs);
    void Promise.allSettled(promises).then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
