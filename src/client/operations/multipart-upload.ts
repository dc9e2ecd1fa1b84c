import { createPrefixChooser } from '../../shared/key-choosers.ts';
import { buildFolder, buildWrittenKey } from '../../shared/keys.ts';
import { createSizeChooser } from '../../shared/sizes.ts';
import type { Operation, PerformStep } from '../attempt.ts';
import { performMultipartUpload } from './perform-multipart-upload.ts';
import { requirePlanned } from './require-planned.ts';
import { describeOperation, followByNothing } from './single-step.ts';
import type { PrepareOperation } from './workload-context.ts';
import { readElement } from './xml.ts';

interface Multipart extends Operation {
  key: string;
  intent: string;
  bytes: number;
  /** Where its text starts in the payload. */
  start: number;
}

/** Writes a new object in parts. */
export const prepareMultipartUpload: PrepareOperation = (context, entry) => {
  const { runId, client, random, payload, prefixes, own, intents } = context;
  const partBytes = requirePlanned(entry.operation, 'partBytes');
  const chooseBytes = createSizeChooser(requirePlanned(entry.operation, 'size'));
  const choosePrefix = createPrefixChooser(entry.operation.keys, prefixes);
  const shared: Multipart = {
    ...describeOperation(entry, 'MultipartUpload'),
    perform(this: Multipart, performStep: PerformStep, onEnd: Parameters<Operation['perform']>[1]) {
      const { key, intent, bytes, start } = this;
      performMultipartUpload(
        { key, intent, bytes, partBytes, start, payload },
        performStep,
        (outcome, region, answer) => {
          if (outcome === 'ok') own.put({ key, etag: readElement(answer, 'ETag') ?? '', intent });
          onEnd({ outcome, region });
        },
      );
    },
    followUp: followByNothing,
    key: '',
    intent: '',
    bytes: 0,
    start: 0,
  };
  return () => {
    const upload = Object.create(shared) as Multipart;
    const sequence = context.nextSequence();
    upload.bytes = chooseBytes(random);
    upload.key = buildWrittenKey(runId, client, sequence, buildFolder(choosePrefix(random), prefixes));
    upload.intent = intents.name(sequence);
    upload.start = sequence;
    return upload;
  };
};
