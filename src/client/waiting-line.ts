import { type Priority, priorities } from '../shared/operations.ts';
import { createFifo } from './fifo.ts';

/** Tasks that wait: the more important first, and first in, first out within a priority. */
export interface WaitingLine<T extends { priority: Priority }> {
  size(): number;
  add(task: T): void;
  takeNext(): T | null;
  /** Takes out the newest of the least important, if any is less important than that. */
  evictBelow(priority: Priority): T | null;
}

export function createWaitingLine<T extends { priority: Priority }>(): WaitingLine<T> {
  const critical = createFifo<T>();
  const normal = createFifo<T>();
  const deferrable = createFifo<T>();
  const byPriority = { critical, normal, deferrable };
  let size = 0;

  return {
    size: () => size,
    add(task) {
      size += 1;
      byPriority[task.priority].push(task);
    },
    takeNext() {
      if (size === 0) return null;
      size -= 1;
      return critical.takeFirst() ?? normal.takeFirst() ?? deferrable.takeFirst();
    },
    evictBelow(priority) {
      for (let i = priorities.length - 1; priorities[i] !== priority; i -= 1) {
        const task = byPriority[priorities[i] as Priority].takeLast();
        if (task === null) continue;
        size -= 1;
        return task;
      }
      return null;
    },
  };
}
