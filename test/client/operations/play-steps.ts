import type { Operation, Step, StepReport } from '../../../src/client/attempt.ts';
import type { OperationOutcome } from '../../../src/shared/outcome.ts';

export interface Played {
  outcome: OperationOutcome | null;
  region: string;
  steps: Step[];
  /** Most steps that were under way at once. */
  mostAtOnce: number;
}

/**
 * Performs an operation whose steps end as `answer` says, each after those before it have been sent.
 * @param answer what is not said of a report is that of a success without a reply
 */
export async function playSteps(
  operation: Operation,
  answer: (step: Step, number: number) => Partial<StepReport>,
): Promise<Played> {
  const played: Played = { outcome: null, region: '', steps: [], mostAtOnce: 0 };
  let underWay = 0;
  await new Promise<void>((resolve) => {
    operation.perform(
      (step, onEnd) => {
        played.steps.push(step);
        const report = answer(step, played.steps.length);
        underWay += 1;
        played.mostAtOnce = Math.max(played.mostAtOnce, underWay);
        setImmediate(() => {
          underWay -= 1;
          onEnd({ outcome: 'ok', region: 'east', reply: null, isAmbiguous: false, requestIds: [], ...report });
        });
      },
      ({ outcome, region }) => {
        if (played.outcome !== null) throw new Error('ended twice');
        Object.assign(played, { outcome, region });
        resolve();
      },
    );
  });
  return played;
}
