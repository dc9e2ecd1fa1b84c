import type { Operation } from '../client/attempt.ts';
import type { Plan } from '../shared/contracts/plan.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import type { PlanWorkload } from '../shared/contracts/workload.ts';
import type { Clock } from './clock.ts';
import type { Recorder } from './recorder.ts';

/** What makes one client of a run. */
export interface ClientRun {
  plan: Plan;
  workload: PlanWorkload;
  runId: string;
  /** Number of the client, from 1, over all workloads. */
  client: number;
  /** Its place among the clients of its workload, from 0. */
  position: number;
  regions: ReadonlyMap<string, RegionAccess>;
  clock: Clock;
  recorder: Recorder;
  /** Whether k6's own metrics tell requests apart: only where somebody reads them. */
  tagsAttempts: boolean;
  stopRequested(): boolean;
}

/** @param onEnd called once it has ended, and what follows it too; also when it was shed */
export type StartOperation = (operation: Operation, scheduledMs: number, onEnd: OnOperationEnd) => void;

/** @param wasSent whether any request was: an operation that no region took ends at once */
export type OnOperationEnd = (wasSent: boolean) => void;

/** What a load needs to start a client's operations. */
export interface Schedule extends ClientRun {
  /** No operation is scheduled at or after it. */
  endMs: number;
  draw(): Operation;
  start: StartOperation;
}
