/** Which of a client's flushes have arrived. */
export interface FlushSequence {
  /** Numbers 0 … next−1 are all there. */
  next: number;
  /** Numbers beyond the first gap. */
  ahead: Set<number>;
  /** Number of the final flush; null while it has not arrived. */
  finalSeq: number | null;
}

export function createFlushSequence(): FlushSequence {
  return { next: 0, ahead: new Set(), finalSeq: null };
}

/** Notes a flush. False when it was there already: a client that got no answer in time sends the same record again. */
export function noteFlush(sequence: FlushSequence, seq: number, final: boolean): boolean {
  if (seq < sequence.next || sequence.ahead.has(seq)) return false;
  if (final) sequence.finalSeq = seq;
  sequence.ahead.add(seq);
  while (sequence.ahead.delete(sequence.next)) sequence.next += 1;
  return true;
}

/** Every flush from 0 to the final one has arrived. */
export function isComplete({ next, ahead, finalSeq }: FlushSequence): boolean {
  return finalSeq !== null && ahead.size === 0 && next === finalSeq + 1;
}
