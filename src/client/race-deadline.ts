/** The promise's value, or null once so many milliseconds have passed. Leaves no timer behind: one would keep a k6 iteration open. */
export async function raceDeadline<T>(promise: Promise<T>, remainingMs: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), Math.max(0, remainingMs));
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
