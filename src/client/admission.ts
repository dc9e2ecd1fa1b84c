/**
 * Backpressure at the client's edge: so many operations in flight, so many waiting, the rest shed. The queue is first
 * in, first out; a task starts as soon as another has ended.
 */
export interface Admission {
  /** Starts the task now, or keeps it for later, or answers `false`: shed. A task must not reject. */
  offer(task: () => Promise<void>): boolean;
  inFlight(): number;
  queued(): number;
}

export function createAdmission(limits: { concurrency: number; queueLimit: number }): Admission {
  const queue: (() => Promise<void>)[] = [];
  /** Index of the queue's first task; the array is cut back when it runs empty, so that taking one is O(1). */
  let head = 0;
  let inFlight = 0;

  function takeNext(): (() => Promise<void>) | undefined {
    const task = queue[head];
    if (task === undefined) return undefined;
    head += 1;
    if (head === queue.length) {
      queue.length = 0;
      head = 0;
    }
    return task;
  }

  function start(task: () => Promise<void>): void {
    void task().then(startNext);
  }

  function startNext(): void {
    const task = takeNext();
    if (task === undefined) inFlight -= 1;
    else start(task);
  }

  return {
    offer(task) {
      if (inFlight < limits.concurrency) {
        inFlight += 1;
        start(task);
        return true;
      }
      if (queue.length - head >= limits.queueLimit) return false;
      queue.push(task);
      return true;
    },
    inFlight: () => inFlight,
    queued: () => queue.length - head,
  };
}
