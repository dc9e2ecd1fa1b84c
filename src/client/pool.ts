/** Keeps what is done with for its next use: inside k6 making an object with its callbacks anew costs ten times more. */
export interface Pool<T> {
  take(): T;
  /** To be called once for each time it was taken, by whoever touches it last. */
  giveBack(item: T): void;
}

export function createPool<T>(create: () => T): Pool<T> {
  // A stack whose height is counted apart: push() and pop() cross from JavaScript to Go.
  const idle: T[] = [];
  let count = 0;
  return {
    take() {
      if (count === 0) return create();
      count -= 1;
      return idle[count] as T;
    },
    giveBack(item) {
      idle[count] = item;
      count += 1;
    },
  };
}
