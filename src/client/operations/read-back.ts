import type { Operation } from '../attempt.ts';
import type { OwnObject } from './own-objects.ts';
import { describeRead, type Read } from './read-object.ts';
import type { Entry, WorkloadContext } from './workload-context.ts';

/** Reads what a write has just stored; only then may others have it. */
export type ReadBack = (stored: OwnObject, bytes: number, start: number) => Operation;

export function createReadBack(context: WorkloadContext, entry: Entry): ReadBack {
  const { own } = context;
  const shared = describeRead(context, entry);
  return (stored, bytes, start) => {
    const read = Object.create(shared) as Read;
    read.key = stored.key;
    read.intent = stored.intent;
    read.bytes = bytes;
    read.start = start;
    read.perform = (performStep, onEnd) => {
      performStep(read, (report) => {
        own.put(stored);
        onEnd(report);
      });
    };
    return read;
  };
}
