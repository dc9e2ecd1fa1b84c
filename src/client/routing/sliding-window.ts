/** Attempts of the last so many milliseconds, and how many of them failed. */
export interface SlidingWindow {
  /** @param nowMs never before that of an earlier call */
  add(failed: boolean, nowMs: number): void;
  attempts(): number;
  failures(): number;
  clear(): void;
}

/** So many parts of the window are counted apart: it moves on by a tenth of its length, and its memory is bounded. */
export const windowParts = 10;

/** Covers the part of time under way and the nine before it, so never more than windowMs. */
export function createSlidingWindow(windowMs: number): SlidingWindow {
  const partMs = windowMs / windowParts;
  const attemptsIn: number[] = new Array(windowParts).fill(0);
  const failuresIn: number[] = new Array(windowParts).fill(0);
  let attempts = 0;
  let failures = 0;
  /** Number of the part under way, and where it is counted. */
  let current = Number.NEGATIVE_INFINITY;
  let slot = 0;

  function moveTo(part: number): void {
    const passed = Math.min(part - current, windowParts);
    for (let i = 0; i < passed; i += 1) {
      slot = (slot + 1) % windowParts;
      attempts -= attemptsIn[slot] as number;
      failures -= failuresIn[slot] as number;
      attemptsIn[slot] = 0;
      failuresIn[slot] = 0;
    }
    current = part;
  }

  return {
    add(failed, nowMs) {
      const part = Math.floor(nowMs / partMs);
      if (part > current) moveTo(part);
      attempts += 1;
      attemptsIn[slot] = (attemptsIn[slot] as number) + 1;
      if (!failed) return;
      failures += 1;
      failuresIn[slot] = (failuresIn[slot] as number) + 1;
    },
    attempts: () => attempts,
    failures: () => failures,
    clear() {
      attemptsIn.fill(0);
      failuresIn.fill(0);
      attempts = 0;
      failures = 0;
      current = Number.NEGATIVE_INFINITY;
    },
  };
}
