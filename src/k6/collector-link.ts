import http from 'k6/http';
import type { TelemetryRecord } from '../shared/contracts/telemetry.ts';

/** The way to the runner's collector. */
export interface CollectorLink {
  /** Whether the record arrived; a second send of the same record does no harm, since records are numbered. */
  send(record: TelemetryRecord): Promise<boolean>;
  /** The runner has asked the script to end early. */
  stopRequested(): boolean;
}

/** Long enough for a busy runner, short enough to leave the drain its time. */
const sendTimeoutMs = 5000;

export function createCollectorLink(collector: { url: string; token: string }): CollectorLink {
  let stop = false;
  const params = {
    headers: { authorization: `Bearer ${collector.token}`, 'content-type': 'application/json' },
    timeout: sendTimeoutMs,
    tags: { name: 'telemetry' },
    responseType: 'text',
  } as const;

  return {
    async send(record) {
      const reply = await http.asyncRequest('POST', collector.url, JSON.stringify(record), params);
      if (reply.status !== 200) return false;
      if ((reply.json() as { stop: boolean }).stop) stop = true;
      return true;
    },
    stopRequested: () => stop,
  };
}
