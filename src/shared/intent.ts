import { deriveSeed } from './random.ts';

/** User metadata that every write carries, so that what is found later can be told apart: own write, or another's. */
export const intentHeader = 'x-amz-meta-s3drill-intent';
/** The same as replies name it. */
export const intentReplyHeader = 'X-Amz-Meta-S3drill-Intent';

/** Names each write of one writer; unique within a run, the same again from the same seed. */
export interface Intents {
  name(sequence: number): string;
  /** Whether the same writer has named it. */
  owns(intent: string): boolean;
}

/** @param writer number of a client, from 1; 0 for what is seeded */
export function createIntents(seed: number, writer: number): Intents {
  const stem = `${deriveSeed(seed, `intents of ${writer}`).toString(16).padStart(8, '0')}-${writer}-`;
  return {
    name: (sequence) => stem + sequence,
    owns: (intent) => intent.startsWith(stem),
  };
}
