import type { OperationOutcome } from '../../shared/outcome.ts';

/** An object that the client has stored. */
export interface OwnObject {
  key: string;
  etag: string;
  /** What its metadata names as the write it came from. */
  intent: string;
}

/**
 * Objects that a client knows to be stored: what it deletes and replaces. Each is in one pair of hands only: who takes it
 * puts it back, if it is still there.
 */
export interface OwnObjects {
  /** Whether anybody takes them; where not, nothing is kept. */
  isUsed: boolean;
  put(object: OwnObject): void;
  /** null: there is none. */
  takeLatest(): OwnObject | null;
  /** @param place from 0 to 1, drawn beforehand */
  takeAt(place: number): OwnObject | null;
}

/** Bounded, so that a long run stays small; what is beyond it is forgotten. */
const rememberedObjects = 1000;

export function createOwnObjects(isUsed: boolean): OwnObjects {
  const objects: OwnObject[] = [];
  return {
    isUsed,
    put(object) {
      if (isUsed && objects.length < rememberedObjects) objects.push(object);
    },
    takeLatest: () => objects.pop() ?? null,
    takeAt(place) {
      const last = objects.pop();
      if (last === undefined) return null;
      const index = Math.floor(place * (objects.length + 1));
      const taken = objects[index];
      // The last one itself, or the one whose place it then takes.
      if (taken === undefined) return last;
      objects[index] = last;
      return taken;
    },
  };
}

/** After a write that certainly changed nothing, the object is still what it was. */
export function giveBackUntouched(own: OwnObjects, object: OwnObject, outcome: OperationOutcome): void {
  if (outcome === 'failed' || outcome === 'rejected' || outcome === 'deadlineExceeded') own.put(object);
}
