import exec from 'k6/execution';
import type { FlushRecord } from '../shared/contracts/telemetry.ts';
import type { CollectorLink } from './collector-link.ts';
import type { AggregatingRecorder } from './recorder.ts';
import { sleep } from './sleep.ts';

const flushEveryMs = 1000;
/** Refused flushes in a row after which the runner must be gone: the script then ends itself, and no load is left behind. */
const refusedBeforeAbort = 5;

export interface Flusher {
  /** Flushes what is left and marks it as the client's last. */
  finish(): Promise<void>;
}

/** Sends a client's aggregates once a second; a record that did not arrive is sent again, with its number, before the next. */
export function startFlusher(
  { client, workload }: { client: number; workload: string },
  recorder: AggregatingRecorder,
  link: CollectorLink,
): Flusher {
  let seq = 0;
  let refused = 0;
  let pending: FlushRecord | null = null;
  let sending: Promise<void> = Promise.resolve();

  async function flush(final: boolean): Promise<void> {
    if (pending === null) {
      pending = { type: 'flush', client, workload, seq, final, ...recorder.take() };
      seq += 1;
    }
    if (await link.send(pending)) {
      pending = null;
      refused = 0;
      return;
    }
    refused += 1;
    if (refused >= refusedBeforeAbort) exec.test.abort('the collector is gone: no telemetry can be delivered');
  }

  // One flush at a time: a slow collector delays the next flush instead of piling requests up.
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    sending = flush(false).finally(() => {
      busy = false;
    });
  }, flushEveryMs);

  return {
    async finish() {
      clearInterval(timer);
      await sending;
      while (pending !== null) {
        await flush(false);
        if (pending !== null) await sleep(flushEveryMs);
      }
      do {
        await flush(true);
        if (pending !== null) await sleep(flushEveryMs);
      } while (pending !== null);
    },
  };
}
