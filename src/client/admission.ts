/**
 * A piece of work that says when it has ended. Callbacks, not promises, all along an operation's way: inside k6 each
 * promise costs as much as signing a request, and most operations need no second attempt.
 */
export type Task = (onEnd: () => void) => void;

/**
 * Backpressure at the client's edge: so many operations in flight, so many waiting, the rest shed. The queue is first
 * in, first out; a task starts as soon as another has ended.
 */
export interface Admission {
  /** Starts the task now, or keeps it for later, or answers `false`: shed. */
  offer(task: Task): boolean;
  inFlight(): number;
  queued(): number;
}

export function createAdmission(limits: { concurrency: number; queueLimit: number }): Admission {
  const queue: Task[] = [];
  /** Index of the queue's first task; the array is cut back when it runs empty, so that taking one is O(1). */
  let head = 0;
  let inFlight = 0;
  let isStarting = false;

  function takeNext(): Task {
    const task = queue[head] as Task;
    head += 1;
    if (head === queue.length) {
      queue.length = 0;
      head = 0;
    }
    return task;
  }

  /** In a loop, not by recursion: tasks whose deadline has passed while they waited end as soon as they start. */
  function end(): void {
    inFlight -= 1;
    if (isStarting) return;
    isStarting = true;
    while (inFlight < limits.concurrency && head < queue.length) {
      inFlight += 1;
      takeNext()(end);
    }
    isStarting = false;
  }

  return {
    offer(task) {
      if (inFlight < limits.concurrency) {
        inFlight += 1;
        task(end);
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
