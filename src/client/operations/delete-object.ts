import { buildWrittenKey } from '../../shared/keys.ts';
import type { Operation, PerformStep } from '../attempt.ts';
import { classifyReply } from '../taxonomy.ts';
import { giveBackUntouched } from './own-objects.ts';
import { describeSingleStep, type SingleStep } from './single-step.ts';
import type { PrepareOperation } from './workload-context.ts';

interface Delete extends SingleStep {
  key: string;
}

/** Deletes what the client wrote last. */
export const prepareDeleteObject: PrepareOperation = ({ runId, client, own }, entry) => {
  // Deleting what is not there succeeds in S3, so a client that has nothing stored still sends its share.
  const missingKey = buildWrittenKey(runId, client, 0);
  const shared: Delete = {
    ...describeSingleStep(entry, 'DeleteObject', {
      request: 'DeleteObject',
      build(this: Delete, bucket) {
        const path = `/${bucket}/${this.key}`;
        return { method: 'DELETE', path, query: 'x-id=DeleteObject', body: null, headers: null };
      },
      judge: classifyReply,
    }),
    key: missingKey,
    perform(this: Delete, performStep: PerformStep, onEnd: Parameters<Operation['perform']>[1]) {
      // Taken now, not when drawn: an operation that is shed must not hold it.
      const taken = own.takeLatest();
      if (taken !== null) this.key = taken.key;
      performStep(this, (report) => {
        if (taken !== null) giveBackUntouched(own, taken, report.outcome);
        onEnd(report);
      });
    },
  };
  return () => Object.create(shared) as Delete;
};
