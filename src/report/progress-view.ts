import type { Plan } from '../shared/contracts/plan.ts';
import { createLogView } from './progress/log-view.ts';
import { createScreenView } from './progress/screen-view.ts';
import type { ProgressView } from './progress/view.ts';

export interface ProgressOptions {
  plan: Plan;
  write(text: string): void;
  /** A terminal that can move its cursor: one frame is drawn over and over; else a log is written. */
  interactive: boolean;
  color: boolean;
  columns: number;
  /** `json`: one object a line, `{at, level, message, runMs, …}`; never a frame. */
  format: 'text' | 'json';
  /** Epoch milliseconds, for what comes without a time of its own. */
  now?: () => number;
}

export function createProgressView(options: ProgressOptions): ProgressView {
  const { plan, write, interactive, color, columns, format, now = Date.now } = options;
  return interactive && format === 'text'
    ? createScreenView({ plan, write, color, columns })
    : createLogView({ plan, write, columns, format, now });
}
