import { countBinMs, latencyBinMs } from '../../shared/bins.ts';
import type { Result, TimelineSeries } from '../../shared/contracts/result.ts';
import { createHistogram, mergeInto, readQuantile } from '../../shared/histogram.ts';
import { type BinSums, sumRange } from '../tally/sum-bins.ts';
import type { Tally } from '../tally/tally.ts';
import { chooseBinWidth } from './choose-bin-width.ts';
import { listRegions } from './tabulate-operations.ts';

type Measure = TimelineSeries['measure'];

/** A bin of the timeline, as counting bins from … to and its length within the run. */
interface Span {
  from: number;
  to: number;
  seconds: number;
}

const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

/**
 * The run over time, by scheduled time; null where nothing was scheduled. `success` of a region is that of the
 * operations it served (or was asked for last), `share` their part of all that were sent to any region; `failed` holds the shed ones too, so offered = completed + failed. Quantiles are those of
 * each bin's merged histogram: they describe the operations that were, however few, and estimate nothing.
 */
export function buildTimeline(tally: Tally, bins: BinSums): Result['timeline'] {
  const binMs = chooseBinWidth(tally.endMs);
  const spans = listSpans(tally.endMs, binMs);
  const offered = spans.map(({ from, to }) => sumRange(bins.total, from, to));

  const series = (
    measure: Measure,
    region: string | null,
    read: (span: Span, index: number) => number | null,
  ): TimelineSeries => ({
    id: region === null ? measure : `${measure}:${region}`,
    measure,
    region,
    values: spans.map((span, index) => (offered[index] === 0 ? null : read(span, index))),
  });
  const perSecond = (measure: Measure, counts: Uint32Array, region: string | null = null) =>
    series(measure, region, ({ from, to, seconds }) => sumRange(counts, from, to) / seconds);
  const ratio = (part: Uint32Array, whole: Uint32Array, { from, to }: Span): number | null => {
    const count = sumRange(whole, from, to);
    return count === 0 ? null : sumRange(part, from, to) / count;
  };

  const failed = bins.total.map((count, bin) => count - (bins.succeeded[bin] ?? 0));
  const attempts = tally.retryBins.map((_, bin) =>
    [...tally.attemptBins.values()].reduce((sum, region) => sum + (region[bin] ?? 0), 0),
  );
  const regions = listRegions(tally).flatMap((region) => {
    const counts = bins.byRegion.get(region);
    const asked = tally.attemptBins.get(region);
    return [
      ...(counts === undefined || region === ''
        ? []
        : [
            series('success', region, (span) => ratio(counts.succeeded, counts.total, span)),
            series('share', region, (span) => ratio(counts.total, bins.sent, span)),
          ]),
      ...(asked === undefined ? [] : [perSecond('attempts', asked, region)]),
    ];
  });

  return {
    binMs,
    series: [
      series('success', null, (span) => ratio(bins.succeeded, bins.total, span)),
      ...(['p50', 'p95', 'p99'] as const).map((measure) =>
        series(measure, null, (span) => readSpanQuantile(tally, span, quantiles[measure])),
      ),
      perSecond('offered', bins.total),
      perSecond('completed', bins.succeeded),
      perSecond('failed', failed),
      perSecond('shed', bins.shed),
      perSecond('attempts', attempts),
      perSecond('retries', tally.retryBins),
      ...regions,
    ],
  };
}

function listSpans(endMs: number, binMs: number): Span[] {
  return Array.from({ length: Math.ceil(endMs / binMs) }, (_, index) => ({
    from: (index * binMs) / countBinMs,
    to: ((index + 1) * binMs) / countBinMs,
    seconds: (Math.min(endMs, (index + 1) * binMs) - index * binMs) / 1000,
  }));
}

function readSpanQuantile({ latencySeconds }: Tally, { from, to }: Span, quantile: number): number | null {
  const perSecond = latencyBinMs / countBinMs;
  const merged = latencySeconds.slice(from / perSecond, to / perSecond).reduce(mergeInto, createHistogram());
  return readQuantile(merged, quantile);
}
