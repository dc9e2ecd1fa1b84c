import type { ConductorRecord, DrillEvent } from '../shared/contracts/telemetry.ts';
import { sleep } from './sleep.ts';

const resendAfterMs = 1000;
/** Refusals in a row after which nobody is there to listen. */
const mostRefusals = 5;

/** What the conductor tells the runner: verdicts hang on it, so nothing of it may be lost on the way. */
export interface ConductorLog {
  /** Without events it is a sign of life, and brings back the runner's wish to stop. */
  note(...events: DrillEvent[]): Promise<void>;
  finish(): Promise<void>;
}

/** @param send whether the record arrived; one that did not is sent again, with its number, before the next */
export function createConductorLog(send: (record: ConductorRecord) => Promise<boolean>): ConductorLog {
  let seq = 0;
  let waiting: DrillEvent[] = [];
  let pending: ConductorRecord | null = null;

  async function deliver(final: boolean): Promise<boolean> {
    if (pending === null) {
      pending = { type: 'conductor', seq, final, events: waiting };
      seq += 1;
      waiting = [];
    }
    if (!(await send(pending))) return false;
    pending = null;
    return true;
  }

  return {
    async note(...events) {
      waiting.push(...events);
      const wasBehind = pending !== null;
      if ((await deliver(false)) && wasBehind) await deliver(false);
    },
    async finish() {
      for (let refusals = 0; refusals < mostRefusals; ) {
        const isLast = pending === null || pending.final;
        if (!(await deliver(isLast))) {
          refusals += 1;
          await sleep(resendAfterMs);
        } else if (isLast) return;
      }
    },
  };
}
