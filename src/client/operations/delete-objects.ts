import { encodeBase64OfHex } from '../../shared/base64.ts';
import { buildWrittenKey } from '../../shared/keys.ts';
import type { Operation, PerformStep } from '../attempt.ts';
import { classifyReply } from '../taxonomy.ts';
import { giveBackUntouched, type OwnObject } from './own-objects.ts';
import { requirePlanned } from './require-planned.ts';
import { describeSingleStep, type SingleStep } from './single-step.ts';
import type { PrepareOperation } from './workload-context.ts';
import { writeDeletion } from './xml.ts';

interface BatchDelete extends SingleStep {
  keys: string[];
}

/** Deletes what the client wrote last, up to so many objects; one that does not exist when it has none. */
export const prepareDeleteObjects: PrepareOperation = ({ runId, client, own, digests }, entry) => {
  const batch = requirePlanned(entry.operation, 'batch');
  const missingKeys = [buildWrittenKey(runId, client, 0)];
  const shared: BatchDelete = {
    ...describeSingleStep(entry, 'DeleteObjects', {
      request: 'DeleteObjects',
      build(this: BatchDelete, bucket) {
        const body = writeDeletion(this.keys);
        // S3 insists on a digest. The SDK sends a CRC-32, but over a text of 1,000 keys that would stop the client for 30 ms.
        const headers = { 'content-md5': encodeBase64OfHex(digests.md5(body)), 'content-type': 'application/xml' };
        return { method: 'POST', path: `/${bucket}/`, query: 'delete=', body, headers };
      },
      judge: classifyReply,
    }),
    keys: missingKeys,
    perform(this: BatchDelete, performStep: PerformStep, onEnd: Parameters<Operation['perform']>[1]) {
      const taken: OwnObject[] = [];
      for (let next = own.takeLatest(); next !== null; next = own.takeLatest()) {
        taken.push(next);
        if (taken.length === batch) break;
      }
      if (taken.length > 0) this.keys = taken.map(({ key }) => key);
      performStep(this, ({ outcome, region, reply }) => {
        for (const object of taken) giveBackUntouched(own, object, outcome);
        // The request has succeeded, and so thinks the SDK; but some key was refused.
        const wasRefused = outcome === 'ok' && reply !== null && reply.body.includes('<Error>');
        onEnd({ outcome: wasRefused ? 'failed' : outcome, region });
      });
    },
  };
  return () => Object.create(shared) as BatchDelete;
};
