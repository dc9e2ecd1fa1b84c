import type { DrillEvent } from '../../shared/contracts/telemetry.ts';
import type { LineStyle } from './palette.ts';
import type { Keep } from './reduce-columns.ts';

export interface ChartSeries {
  label: string;
  style: LineStyle;
  keep: Keep;
  /** One value per bin; null is a gap. */
  values: readonly (number | null)[];
}

export interface TimeSpan {
  label: string;
  fromMs: number;
  toMs: number;
}

export interface MarkRow {
  type: DrillEvent['type'];
  label: string;
  atMs: number[];
}

/** A chart over the run's time, before anything is measured in pixels. */
export interface TimeChart {
  id: string;
  title: string;
  durationMs: number;
  binMs: number;
  plotHeight: number;
  axis: {
    scale: 'linear' | 'log';
    /** Fixed ends; null: from the values. */
    domain: readonly [number, number] | null;
    format: (value: number) => string;
  };
  series: ChartSeries[];
  phases: TimeSpan[];
  faults: TimeSpan[];
  /** Whether the fault windows have lanes with names, or shade the plot only. */
  faultLanes: boolean;
  objectives: (TimeSpan & { value: number })[];
  marks: MarkRow[];
}
