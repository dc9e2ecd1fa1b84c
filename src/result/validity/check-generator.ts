import { formatCount, formatMs, formatPercent } from '../../shared/format.ts';
import { type Histogram, readQuantile } from '../../shared/histogram.ts';
import { countSamplesNeeded } from '../measures/summarize-latency.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, joinFindings, nothingFound, reason, warning } from './findings.ts';

/** A generator that starts 1 % of its operations later than this measures itself. */
const startLagLimitMs = 50;
/** Judged on the first of these that has enough samples: of 150 operations, one stall delays 1 %. */
const judgedQuantiles = [0.99, 0.95] as const;
/** Share of all cores beyond which k6 competes with what it measures. */
const cpuLimit = 0.9;

/** The load generator kept up: it started operations on time and had CPU to spare. */
export function checkGenerator(tally: Tally): Findings {
  return joinFindings([checkStartLag(tally), checkCpu(tally)]);
}

/** Workload by workload: the quick ones of a busy one must not hide that another's came late. */
function checkStartLag({ startLag, plan }: Tally): Findings {
  return joinFindings(
    plan.workloads.map(({ name }) => {
      const lags = startLag.get(name);
      const place = plan.workloads.length > 1 ? ` of workload ${name}` : '';
      return lags === undefined ? nothingFound : judgeStartLag(lags, place);
    }),
  );
}

function judgeStartLag(lags: Histogram, place: string): Findings {
  const quantile = judgedQuantiles.find((candidate) => lags.count >= countSamplesNeeded(candidate));
  const lagMs = quantile === undefined ? null : readQuantile(lags, quantile);
  if (quantile === undefined || lagMs === null || lagMs <= startLagLimitMs) return nothingFound;
  return reason(
    `The load generator was saturated: it started ${formatPercent(1 - quantile)} of the operations${place} ${formatMs(lagMs)} or more after their scheduled time (limit ${formatMs(startLagLimitMs)}), so latencies are its own; lower the rate, use fewer clients, or give k6 more CPU.`,
  );
}

function checkCpu({ end }: Tally): Findings {
  if (end === null || end.k6PeakCpu === null || end.k6PeakCpu < cpuLimit * end.cores) return nothingFound;
  return warning(
    `k6 used ${formatPercent(end.k6PeakCpu / end.cores)} of ${formatCount(end.cores)} cores at its peak: there is nothing left to spare, and its own delays may be in the latencies; don't raise the load on this machine.`,
  );
}
