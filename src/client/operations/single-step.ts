import type { OperationName } from '../../shared/operations.ts';
import type { Operation, PerformStep, Step } from '../attempt.ts';
import type { Entry } from './workload-context.ts';

/** An operation of one request is its own step. */
export interface SingleStep extends Operation, Step {}

/** What an operation takes over from its entry of the plan. @param name what it is called itself: a follow-up has another */
export function describeOperation(
  { operation, index }: Entry,
  name: OperationName,
): Omit<Operation, 'perform' | 'followUp'> {
  const { priority, deadlineMs, attemptTimeoutMs } = operation;
  const isHedgeable = name === 'GetObject' || name === 'HeadObject';
  return { name, priority, deadlineMs, attemptTimeoutMs, entry: index, isHedgeable };
}

/**
 * What all draws of one entry have in common. A draw is `Object.create` of it with fields of its own, which the functions
 * find in `this`: inside k6 a closure costs a microsecond, and each operation would need five.
 */
export function describeSingleStep(
  entry: Entry,
  name: OperationName,
  step: Pick<Step, 'request' | 'build' | 'judge'>,
): SingleStep {
  return {
    ...describeOperation(entry, name),
    request: step.request,
    cause: 'first',
    pinnedRegion: null,
    build: step.build,
    judge: step.judge,
    perform: performItself,
    followUp: followByNothing,
  };
}

function performItself(this: SingleStep, performStep: PerformStep, onEnd: Parameters<Operation['perform']>[1]): void {
  performStep(this, onEnd);
}

export function followByNothing(): null {
  return null;
}
