import { encodeBase64Of32Bits } from '../../shared/base64.ts';
import { computeCrc32 } from '../../shared/crc32.ts';
import { classifyReply } from '../taxonomy.ts';
import { describeChecksum } from './build-put.ts';
import { describeSingleStep, type SingleStep } from './single-step.ts';
import type { PrepareOperation } from './workload-context.ts';
import { writeTagging } from './xml.ts';

interface PutTagging extends SingleStep {
  key: string;
  /** Which of the documents it sends. */
  variant: number;
}

/** Few documents, made beforehand: the checksum of one takes a tenth of a millisecond inside k6. */
const variants = 4;

/** Replaces the tags of a seeded object. */
export const preparePutObjectTagging: PrepareOperation = (context, entry) => {
  const { random, seeded } = context;
  const chooseIndex = context.createIndexChooser(entry.operation);
  const documents = Array.from({ length: variants }, (_, variant) => {
    const body = writeTagging({ 's3drill-variant': String(variant) });
    const headers = describeChecksum(encodeBase64Of32Bits(computeCrc32(body)));
    headers['content-type'] = 'application/xml';
    return { body, headers };
  });
  const shared = describeSingleStep(entry, 'PutObjectTagging', {
    request: 'PutObjectTagging',
    build(this: PutTagging, bucket) {
      const { body, headers } = documents[this.variant] as (typeof documents)[number];
      return { method: 'PUT', path: `/${bucket}/${this.key}`, query: 'tagging=', body, headers };
    },
    judge: classifyReply,
  });
  return () => {
    const tagging = Object.create(shared) as PutTagging;
    tagging.key = seeded.keyOf(chooseIndex(random));
    tagging.variant = Math.floor(random() * variants);
    return tagging;
  };
};
