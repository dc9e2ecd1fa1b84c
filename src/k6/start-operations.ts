import type { Admission, Sample, Task } from '../client/admission.ts';
import type { Operation, OperationEnd, Step, StepReport } from '../client/attempt.ts';
import { createStepPerformer, type StepRequest } from '../client/perform-step.ts';
import { createPool, type Pool } from '../client/pool.ts';
import type { AssembledClient } from './assemble-client.ts';
import type { OnOperationEnd, StartOperation } from './client-run.ts';
import type { Clock } from './clock.ts';
import type { Recorder } from './recorder.ts';

export interface StartOptions {
  tools: AssembledClient;
  admission: Admission;
  recorder: Recorder;
  clock: Clock;
  /** After it nothing follows an operation. */
  endMs: number;
}

/** One operation after the other, from its start to its end: what admission and its steps ask for in one object. */
interface OperationRun extends Task, StepRequest {
  begin: StartOperation;
}

/** Lets operations in, has their steps performed and takes down what became of them. */
export function createOperationStarter(options: StartOptions): StartOperation {
  const performStep = createStepPerformer(options.tools);
  const runs: Pool<OperationRun> = createPool(() => createRun(options, performStep, runs));
  return (operation, scheduledMs, onEnd) => runs.take().begin(operation, scheduledMs, onEnd);
}

function createRun(
  { tools, admission, recorder, clock, endMs }: StartOptions,
  performStep: ReturnType<typeof createStepPerformer>,
  runs: Pool<OperationRun>,
): OperationRun {
  const { router, overloads } = tools;
  const run = { begin, start, drop } as OperationRun;
  let onEnd: OnOperationEnd;
  let onSample: (sample: Sample | null) => void;
  let startedMs = 0;

  function begin(operation: Operation, scheduledMs: number, newOnEnd: OnOperationEnd): void {
    run.operation = operation;
    run.scheduledMs = scheduledMs;
    run.priority = operation.priority;
    onEnd = newOnEnd;
    if (!admission.offer(run)) drop();
  }

  function start(newOnSample: (sample: Sample | null) => void): void {
    const { operation } = run;
    onSample = newOnSample;
    run.planned = router.plan(operation.name);
    if (overloads !== null) startedMs = clock.now();
    operation.perform(performOwnStep, finish);
  }

  function performOwnStep(step: Step, onStep: (report: StepReport) => void): void {
    performStep(run, step, onStep);
  }

  function finish({ outcome, region }: OperationEnd): void {
    const { operation } = run;
    const goOn = onEnd;
    const endedMs = clock.now();
    recorder.operation(operation, run.scheduledMs, endedMs, outcome, region);
    const wasSent = region !== '';
    // A fixed limit learns nothing, and none does from an operation that never met a region.
    if (overloads === null || !wasSent) onSample(null);
    else onSample({ latencyMs: endedMs - startedMs, isOverload: overloads.has(operation) });
    runs.giveBack(run);
    const next = outcome === 'ok' && endedMs < endMs ? operation.followUp() : null;
    if (next === null) goOn(wasSent);
    else runs.take().begin(next, endedMs, goOn);
  }

  function drop(): void {
    const goOn = onEnd;
    recorder.operation(run.operation, run.scheduledMs, run.scheduledMs, 'shed', '');
    runs.giveBack(run);
    goOn(false);
  }

  return run;
}
