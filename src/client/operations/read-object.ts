import { intentReplyHeader } from '../../shared/intent.ts';
import type { AttemptOutcome } from '../../shared/outcome.ts';
import type { AttemptReply } from '../attempt.ts';
import { classifyReply } from '../taxonomy.ts';
import { describeSingleStep, type SingleStep } from './single-step.ts';
import type { Entry, WorkloadContext } from './workload-context.ts';

/** A GetObject of something whose text the client knows. */
export interface Read extends SingleStep {
  key: string;
  bytes: number;
  /** Where the text starts in the payload. */
  start: number;
  /** Of the write that is to be found; null where the key was written once only. */
  intent: string | null;
}

export const getQuery = 'x-id=GetObject';

/** What reads of whole objects have in common. */
export function describeRead({ payload }: WorkloadContext, entry: Entry): Read {
  return {
    ...describeSingleStep(entry, 'GetObject', {
      request: 'GetObject',
      build(this: Read, bucket) {
        return { method: 'GET', path: `/${bucket}/${this.key}`, query: getQuery, body: null, headers: null };
      },
      judge(this: Read, reply) {
        const outcome = classifyReply(reply);
        if (outcome !== 'ok' || reply.body === payload.take(this.bytes, this.start)) return outcome;
        return judgeOtherText(reply, this.intent);
      },
    }),
    key: '',
    bytes: 0,
    start: 0,
    intent: null,
  };
}

/**
 * Another version, of another write, is no damage: a region that lags behind still has what was there before. It is not
 * what was asked for either, as a 404 would not be.
 */
function judgeOtherText(reply: AttemptReply, intent: string | null): AttemptOutcome {
  const found = reply.header(intentReplyHeader);
  return intent === null || found === null || found === intent ? 'corrupt' : 'clientError';
}

/** Reads a seeded object. @param shared from `describeRead` */
export function readSeeded(shared: Read, { seeded }: WorkloadContext, index: number): Read {
  const read = Object.create(shared) as Read;
  read.key = seeded.keyOf(index);
  read.bytes = seeded.bytesOf(index);
  read.start = seeded.startOf(index);
  return read;
}
