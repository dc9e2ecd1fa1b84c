import { describe, expect, test } from 'vitest';
import { createShedder } from '../../src/client/shedding.ts';

const policy = { normalShare: 0.5, deferrableShare: 0.1, returnAfterMs: 500 };

function createWatched() {
  const state = { isDegraded: false };
  const shedder = createShedder(policy, () => state.isDegraded);
  const countOf = (priority: 'critical' | 'normal' | 'deferrable', offers: number, nowMs: number): number => {
    let admitted = 0;
    for (let i = 0; i < offers; i += 1) if (shedder.admits(priority, nowMs)) admitted += 1;
    return admitted;
  };
  return { state, shedder, countOf };
}

describe('a shedder', () => {
  test('lets all in while no region is distrusted', () => {
    const { countOf } = createWatched();
    expect([countOf('critical', 100, 0), countOf('normal', 100, 0), countOf('deferrable', 100, 0)]).toEqual([
      100, 100, 100,
    ]);
  });

  test('lets in the shares of its policy meanwhile, evenly, and all that is critical', () => {
    const { state, shedder, countOf } = createWatched();
    state.isDegraded = true;
    expect([0, 0, 0, 0].map(() => shedder.admits('normal', 0))).toEqual([false, true, false, true]);
    expect([countOf('critical', 1000, 0), countOf('normal', 1000, 0), countOf('deferrable', 1000, 0)]).toEqual([
      1000, 500, 100,
    ]);
  });

  test('lets one operation a second in though its share is nothing: who sends nothing learns nothing', () => {
    const state = { isDegraded: true };
    const shedder = createShedder({ normalShare: 0, deferrableShare: 0, returnAfterMs: 0 }, () => state.isDegraded);
    const admitted = Array.from({ length: 50 }, (_, i) => i * 100).filter((atMs) => shedder.admits('deferrable', atMs));
    expect(admitted).toEqual([1000, 2000, 3000, 4000]);
    // Where others are let in anyway, nothing is owed to it.
    for (let atMs = 5000; atMs < 9000; atMs += 100) {
      shedder.admits('critical', atMs);
      expect(shedder.admits('deferrable', atMs)).toBe(false);
    }
  });

  test('lets normal operations return at once, and deferrable ones some time later', () => {
    const { state, countOf } = createWatched();
    state.isDegraded = true;
    countOf('critical', 1, 1000);
    state.isDegraded = false;
    expect([countOf('normal', 100, 2000), countOf('deferrable', 100, 2000), countOf('deferrable', 100, 2499)]).toEqual([
      100, 10, 10,
    ]);
    expect(countOf('deferrable', 100, 2500)).toBe(100);
  });

  test('starts over when a region is distrusted again', () => {
    const { state, countOf } = createWatched();
    for (const [isDegraded, nowMs] of [
      [true, 0],
      [false, 100],
      [true, 400],
      [false, 450],
    ] as const) {
      state.isDegraded = isDegraded;
      countOf('critical', 1, nowMs);
    }
    expect([countOf('deferrable', 100, 700), countOf('deferrable', 100, 950)]).toEqual([10, 100]);
  });
});
