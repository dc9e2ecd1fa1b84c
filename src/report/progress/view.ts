import type { TelemetryRecord } from '../../shared/contracts/telemetry.ts';

/** What is seen while a drill runs. It keeps a minute of telemetry, however long the run is. */
export interface ProgressView {
  /** What the runner does before, after and beside the load, in a few words. */
  stage(text: string): void;
  record(record: TelemetryRecord, nowEpochMs: number): void;
  /** To be called four times a second; draws no more often than that. */
  tick(nowEpochMs: number): void;
  stop(): void;
}
