import { formatCount, formatMs, formatPercent } from '../../shared/format.ts';
import { readQuantile } from '../../shared/histogram.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, joinFindings, nothingFound, reason, warning } from './findings.ts';

/** A generator that starts 1 % of its operations later than this measures itself. */
const startLagLimitMs = 50;
/** Share of all cores beyond which k6 competes with what it measures. */
const cpuLimit = 0.9;

/** The load generator kept up: it started operations on time and had CPU to spare. */
export function checkGenerator(tally: Tally): Findings {
  return joinFindings([checkStartLag(tally), checkCpu(tally)]);
}

function checkStartLag({ startLag }: Tally): Findings {
  const lagMs = readQuantile(startLag, 0.99);
  if (lagMs === null || lagMs <= startLagLimitMs) return nothingFound;
  return reason(
    `The load generator was saturated: it started 1 % of the operations ${formatMs(lagMs)} or more after their scheduled time (limit ${formatMs(startLagLimitMs)}), so latencies are its own; lower the rate, use fewer clients, or give k6 more CPU.`,
  );
}

function checkCpu({ end }: Tally): Findings {
  if (end === null || end.k6PeakCpu === null || end.k6PeakCpu < cpuLimit * end.cores) return nothingFound;
  return warning(
    `k6 used ${formatPercent(end.k6PeakCpu / end.cores)} of ${formatCount(end.cores)} cores at its peak; operations still started on time, but there is nothing left to spare: don't raise the rate on this machine.`,
  );
}
