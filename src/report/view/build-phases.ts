import type { LatencySummary, PhaseResult, Result } from '../../shared/contracts/result.ts';
import {
  formatCount,
  formatMoment,
  formatMs,
  formatPercent,
  formatPerSecond,
  formatRange,
} from '../../shared/format.ts';
import { type Capped, capRows } from './cap-rows.ts';
import { nameRegion } from './names.ts';

export interface LatencyCells {
  p50: string;
  p95: string;
  p99: string;
  max: string;
}

export interface PhaseRow extends LatencyCells {
  name: string;
  window: string;
  operations: string;
  failed: string;
  shed: string;
  success: string;
  /** Confidence interval of `success`. */
  interval: string;
  offered: string;
  goodput: string;
}

export interface OperationRow extends LatencyCells {
  /** Fragment of the row's permalink, without `#`. */
  anchor: string;
  /** The same, as it must stand in a link. */
  href: string;
  phase: string;
  operation: string;
  region: string;
  count: string;
  failed: string;
  success: string;
  clean: boolean;
}

const mostOperationRows = 240;

export function readLatency(latency: LatencySummary): LatencyCells {
  const { p50, p95, p99, max } = latency;
  return { p50: formatMs(p50), p95: formatMs(p95), p99: formatMs(p99), max: formatMs(max) };
}

function buildPhaseRow(phase: PhaseResult): PhaseRow {
  return {
    name: phase.name,
    window: `${formatMoment(phase.fromMs)} to ${formatMoment(phase.toMs)}`,
    operations: formatCount(phase.operations),
    failed: formatCount(phase.failed),
    shed: formatCount(phase.shed),
    success: formatPercent(phase.successRate),
    interval: formatRange(phase.successLow, phase.successHigh, formatPercent),
    offered: formatPerSecond(phase.offeredPerSecond),
    goodput: formatPerSecond(phase.goodputPerSecond),
    ...readLatency(phase.latencyMs),
  };
}

export function buildPhases(result: Result): PhaseRow[] {
  return result.phases.map(buildPhaseRow);
}

export function buildOperations(result: Result): Capped<OperationRow> {
  const rows = result.operations.map((row) => {
    const slice = [
      ['phase', row.phase],
      ['op', row.op],
      ['region', row.region],
    ] as const;
    return {
      anchor: `/${slice.map(([key, value]) => `${key}=${value}`).join('&')}`,
      href: `#/${slice.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')}`,
      phase: row.phase,
      operation: row.op,
      region: nameRegion(row.region),
      count: formatCount(row.count),
      failed: formatCount(row.failed),
      success: formatPercent(row.successRate),
      clean: row.failed === 0,
      ...readLatency(row.latencyMs),
    };
  });
  return capRows(rows, mostOperationRows, 'rows');
}
