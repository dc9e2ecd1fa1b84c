import { buildFolder, buildWrittenKey } from '../../shared/keys.ts';
import type { Operation, PerformStep } from '../attempt.ts';
import { classifyReply } from '../taxonomy.ts';
import { describeSingleStep, type SingleStep } from './single-step.ts';
import type { PrepareOperation } from './workload-context.ts';
import { readElement } from './xml.ts';

interface Copy extends SingleStep {
  /** Of the seeded object that is copied. */
  index: number;
  key: string;
}

/** Copies a seeded object to a new key, under the prefix where it lies. */
export const prepareCopyObject: PrepareOperation = (context, entry) => {
  const { runId, client, random, seeded, prefixes, own } = context;
  const chooseIndex = context.createIndexChooser(entry.operation);
  const shared: Copy = {
    ...describeSingleStep(entry, 'CopyObject', {
      request: 'CopyObject',
      build(this: Copy, bucket) {
        const headers = { 'x-amz-copy-source': `${bucket}/${seeded.keyOf(this.index)}` };
        return { method: 'PUT', path: `/${bucket}/${this.key}`, query: 'x-id=CopyObject', body: null, headers };
      },
      judge: classifyReply,
    }),
    index: 0,
    key: '',
    perform(this: Copy, performStep: PerformStep, onEnd: Parameters<Operation['perform']>[1]) {
      performStep(this, ({ outcome, region, reply }) => {
        if (outcome === 'ok' && own.isUsed) {
          // A copy takes the metadata of its source with it.
          const intent = seeded.intentOf(this.index);
          own.put({ key: this.key, etag: readElement(reply?.body ?? '', 'ETag') ?? '', intent });
        }
        onEnd({ outcome, region });
      });
    },
  };
  return () => {
    const copy = Object.create(shared) as Copy;
    copy.index = chooseIndex(random);
    copy.key = buildWrittenKey(runId, client, context.nextSequence(), buildFolder(copy.index % prefixes, prefixes));
    return copy;
  };
};
