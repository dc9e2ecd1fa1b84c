import type { Operation } from '../attempt.ts';
import { classifyReply } from '../taxonomy.ts';
import { getQuery } from './read-object.ts';
import { describeSingleStep, type SingleStep } from './single-step.ts';
import type { Entry, WorkloadContext } from './workload-context.ts';

interface RangeRead extends SingleStep {
  key: string;
  /** Of the whole object, and where its text starts in the payload. */
  objectBytes: number;
  start: number;
  /** First byte asked for, and how many. */
  from: number;
  bytes: number;
}

/** Reads of so many bytes from random places; of a smaller object, all of it. */
export function prepareRangeRead(context: WorkloadContext, entry: Entry, rangeBytes: number): () => Operation {
  const { random, seeded, payload } = context;
  const chooseIndex = context.createIndexChooser(entry.operation);
  const shared = describeSingleStep(entry, 'GetObject', {
    request: 'GetObject',
    build(this: RangeRead, bucket) {
      // No range of an empty object can be satisfied.
      const headers = this.bytes === 0 ? null : { range: `bytes=${this.from}-${this.from + this.bytes - 1}` };
      return { method: 'GET', path: `/${bucket}/${this.key}`, query: getQuery, body: null, headers };
    },
    judge(this: RangeRead, reply) {
      const outcome = classifyReply(reply);
      if (outcome !== 'ok') return outcome;
      // A server may pass a range over and answer 200 with everything (RFC 9110, section 14.2).
      const expected =
        reply.status === 206
          ? payload.take(this.bytes, this.start + this.from)
          : payload.take(this.objectBytes, this.start);
      return reply.body === expected ? 'ok' : 'corrupt';
    },
  });
  return () => {
    const read = Object.create(shared) as RangeRead;
    const index = chooseIndex(random);
    read.key = seeded.keyOf(index);
    read.objectBytes = seeded.bytesOf(index);
    read.start = seeded.startOf(index);
    read.bytes = Math.min(rangeBytes, read.objectBytes);
    read.from = Math.floor(random() * (read.objectBytes - read.bytes + 1));
    return read;
  };
}
