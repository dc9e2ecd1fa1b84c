/** First in, first out, and the newest out again on demand; each in O(1), in memory that follows what it holds. */
export interface Fifo<T> {
  push(item: T): void;
  takeFirst(): T | null;
  takeLast(): T | null;
  size(): number;
}

/** Fewer empty places than this are not worth moving what follows them. */
const fewestEmpty = 32;

export function createFifo<T>(): Fifo<T> {
  let items: (T | null)[] = [];
  /** Index of the first item. What lies before it is empty, and at most as much as what follows. */
  let head = 0;

  function trim(): void {
    if (head < fewestEmpty || head * 2 < items.length) return;
    items = items.slice(head);
    head = 0;
  }

  return {
    push: (item) => items.push(item),
    takeFirst() {
      if (head === items.length) return null;
      const item = items[head] as T;
      items[head] = null;
      head += 1;
      trim();
      return item;
    },
    takeLast: () => (head === items.length ? null : (items.pop() as T)),
    size: () => items.length - head,
  };
}
