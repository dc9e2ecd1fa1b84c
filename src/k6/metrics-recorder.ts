import { Counter, Rate, Trend } from 'k6/metrics';
import type { Recorder } from './recorder.ts';

/*
 * What a script reports when it runs without the runner: k6's own metrics and end-of-test summary. k6 wants custom
 * metrics made in the init context, so they exist in every script; without samples they cost nothing.
 */
const succeeded = new Rate('s3drill_operation_success');
const duration = new Trend('s3drill_operation_duration', true);
const operations = new Counter('s3drill_operations');
const attempts = new Counter('s3drill_attempts');
const retries = new Counter('s3drill_retries');
const startLag = new Trend('s3drill_start_lag', true);
const events = new Counter('s3drill_events');

/** @param phaseAt names the phase of a time, for the tag `phase` */
export function createMetricsRecorder(workload: string, phaseAt: (timeMs: number) => string): Recorder {
  return {
    operation({ name, priority }, scheduledMs, endedMs, outcome, region) {
      const tags = { op: name, priority, region, outcome, workload, phase: phaseAt(scheduledMs) };
      operations.add(1, tags);
      succeeded.add(outcome === 'ok', tags);
      if (outcome === 'ok') duration.add(endedMs - scheduledMs, tags);
    },
    attempt({ operation, scheduledMs, region, planned, outcome, cause, number, reply }) {
      const phase = phaseAt(scheduledMs);
      const origin = reply.fromS3 ? 's3' : 'none';
      const tags = { op: operation.name, region, planned, outcome, code: reply.code, origin, cause, workload, phase };
      attempts.add(1, { ...tags, attempt: String(number) });
      if (cause === 'retry') retries.add(1, tags);
    },
    startLag: (lagMs) => startLag.add(lagMs),
    event({ type, region, detail }) {
      events.add(1, { type, region: region ?? '' });
      console.info(`${type}${region ? ` ${region}` : ''}${detail ? `: ${detail}` : ''}`);
    },
  };
}

/** Records nothing: for measuring what recording costs. */
export const silentRecorder: Recorder = {
  operation: () => {},
  attempt: () => {},
  startLag: () => {},
  event: () => {},
};
