import type { Plan } from '../../shared/contracts/plan.ts';
import { createPaint } from '../terminal/paint.ts';
import { cleanText } from '../terminal/text-width.ts';
import { drawFrame } from './draw-frame.ts';
import { createProgressState, foldRecord } from './progress-state.ts';
import type { ProgressView } from './view.ts';

interface Screen {
  plan: Plan;
  write(text: string): void;
  color: boolean;
  columns: number;
}

/** More would flicker, and cost the CPU that the load needs. */
const leastRedrawMs = 250;
const eraseLine = '\u001b[K';
const eraseBelow = '\u001b[J';

/** Draws over its own last frame. */
export function createScreenView({ plan, write, color, columns }: Screen): ProgressView {
  const state = createProgressState(plan);
  const paint = createPaint(color);
  let height = 0;
  let nextDrawEpochMs = Number.NEGATIVE_INFINITY;

  const draw = (nowEpochMs: number) => {
    const lines = drawFrame(state, nowEpochMs, columns, paint);
    const up = height === 0 ? '' : `\u001b[${height}F`;
    write(`${up}${lines.map((line) => `${line}${eraseLine}\n`).join('')}${eraseBelow}`);
    height = lines.length;
  };

  return {
    stage(text) {
      state.stage = cleanText(text);
    },
    record(record) {
      foldRecord(state, record);
    },
    tick(nowEpochMs) {
      if (nowEpochMs < nextDrawEpochMs) return;
      // Keeps its beat after a late tick, or the next one on time would come too early and cost a whole frame.
      const late = nowEpochMs - nextDrawEpochMs > leastRedrawMs / 2;
      nextDrawEpochMs = (late ? nowEpochMs : nextDrawEpochMs) + leastRedrawMs;
      draw(nowEpochMs);
    },
    /** The last frame stays on the screen. */
    stop() {
      nextDrawEpochMs = Number.POSITIVE_INFINITY;
    },
  };
}
