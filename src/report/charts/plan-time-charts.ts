import type { Result, TimelineSeries } from '../../shared/contracts/result.ts';
import type { EventType } from '../../shared/contracts/telemetry.ts';
import { formatMs, formatPercent, formatPerSecond } from '../../shared/format.ts';
import { nameEvent, nameRegion } from '../view/names.ts';
import { readRuleScope } from '../view/rule-scope.ts';
import { type LineStyle, mostLines, overallStyle, styleSeries } from './palette.ts';
import type { Keep } from './reduce-columns.ts';
import type { ChartSeries, MarkRow, TimeChart } from './time-chart.ts';

type Measure = TimelineSeries['measure'];

function pickSeries(result: Result, measure: Measure, region?: string | null): TimelineSeries[] {
  return result.timeline.series.filter(
    (series) => series.measure === measure && (region === undefined || series.region === region),
  );
}

/** A region keeps its place, and so its colour, dash and marker, in every chart. */
function listRegions(result: Result): string[] {
  const named = result.timeline.series.flatMap((series) => (series.region === null ? [] : [series.region]));
  return [...new Set(named)];
}

function drawByRegion(result: Result, measure: Measure, keep: Keep): ChartSeries[] {
  const regions = listRegions(result);
  return pickSeries(result, measure)
    .filter((series) => series.region !== null)
    .slice(0, mostLines)
    .map((series) => ({
      label: nameRegion(series.region),
      style: styleSeries(regions.indexOf(series.region ?? '')),
      keep,
      values: series.values,
    }));
}

function drawOverall(result: Result, measure: Measure, label: string, style: LineStyle, keep: Keep): ChartSeries[] {
  return pickSeries(result, measure, null)
    .slice(0, 1)
    .map(({ values }) => ({ label, style, keep, values }));
}

function listObjectives(result: Result, durationMs: number): TimeChart['objectives'] {
  return result.verdict.rules.flatMap((rule) => {
    const { phase, others } = readRuleScope(rule);
    if (rule.measure !== 'successRate' || others.length > 0) return [];
    const window = result.phases.find((candidate) => candidate.name === phase);
    return [
      {
        label: `objective ${formatPercent(rule.objective)}`,
        fromMs: window?.fromMs ?? 0,
        toMs: window?.toMs ?? durationMs,
        value: rule.objective,
      },
    ];
  });
}

/** As near to the values as keeps their story honest: a dip of a point is small, an outage reaches the floor. */
export function chooseSuccessFloor(series: readonly ChartSeries[]): number {
  let lowest = 1;
  for (const { values } of series) {
    for (const value of values) if (value !== null && value < lowest) lowest = value;
  }
  return [0.9, 0.8, 0.5].find((floor) => lowest > floor) ?? 0;
}

const routingEvents = [
  'breakerOpened',
  'regionUnhealthy',
  'failedOver',
  'diverted',
  'breakerClosed',
  'regionHealthy',
  'failedBack',
] as const;
const sheddingEvents = ['sheddingStarted', 'sheddingStopped'] as const;

function listMarks(result: Result, types: readonly EventType[]): MarkRow[] {
  return types
    .map((type) => ({
      type,
      label: nameEvent(type),
      atMs: result.events.filter((event) => event.type === type).map((event) => event.atMs),
    }))
    .filter((row) => row.atMs.length > 0);
}

const latencyMeasures = ['p50', 'p95', 'p99'] as const;

/** Charts over time, by name, in the order of the page. All share one time axis. */
export function planTimeCharts(result: Result) {
  const durationMs = Math.max(
    ...result.phases.map((phase) => phase.toMs),
    result.phases.length === 0
      ? Math.max(1, ...result.timeline.series.map((series) => series.values.length * result.timeline.binMs))
      : 1,
  );
  const shared = {
    durationMs,
    binMs: result.timeline.binMs,
    plotHeight: 150,
    phases: result.phases.map((phase) => ({ label: phase.name, fromMs: phase.fromMs, toMs: phase.toMs })),
    faults: result.faults.map((fault) => ({
      label: `${fault.kind} · ${fault.region}`,
      fromMs: fault.fromMs,
      toMs: fault.toMs,
    })),
    faultLanes: false,
    objectives: [],
    marks: [],
  };
  const success = [
    ...drawOverall(result, 'success', 'all regions', overallStyle, 'min'),
    ...drawByRegion(result, 'success', 'min'),
  ];
  const hasShed = pickSeries(result, 'shed', null).some(({ values }) => values.some((value) => (value ?? 0) > 0));
  const rates = { scale: 'linear', domain: null, format: formatPerSecond } as const;
  return {
    success: {
      ...shared,
      id: 'chart-success',
      title: 'Success by region over time',
      plotHeight: 230,
      axis: { scale: 'linear', domain: [chooseSuccessFloor(success), 1], format: formatPercent },
      series: success,
      faultLanes: true,
      objectives: listObjectives(result, durationMs),
    },
    latency: {
      ...shared,
      id: 'chart-latency',
      title: 'Latency of succeeded operations over time, logarithmic axis',
      plotHeight: 190,
      axis: { scale: 'log', domain: null, format: formatMs },
      series: latencyMeasures.flatMap((measure, i) => drawOverall(result, measure, measure, styleSeries(i), 'max')),
    },
    share: {
      ...shared,
      id: 'chart-share',
      title: 'Share of traffic by region over time',
      axis: { scale: 'linear', domain: [0, 1], format: formatPercent },
      series: drawByRegion(result, 'share', 'extremes'),
    },
    retries: {
      ...shared,
      id: 'chart-retries',
      title: 'Attempts and retries per second, with breaker and failover events',
      axis: rates,
      series: [
        ...drawOverall(result, 'attempts', 'attempts', styleSeries(0), 'extremes'),
        ...drawOverall(result, 'retries', 'retries', styleSeries(1), 'max'),
      ],
      marks: listMarks(result, routingEvents),
    },
    load: {
      ...shared,
      id: 'chart-load',
      title: `Operations offered, completed${hasShed ? ', failed and shed' : ' and failed'} per second`,
      axis: rates,
      series: [
        ...drawOverall(result, 'offered', 'offered', overallStyle, 'extremes'),
        ...drawOverall(result, 'completed', 'completed', styleSeries(2), 'min'),
        ...drawOverall(result, 'failed', 'failed', styleSeries(1), 'max'),
        ...(hasShed ? drawOverall(result, 'shed', 'shed', styleSeries(4), 'max') : []),
      ],
      marks: listMarks(result, sheddingEvents),
    },
  } satisfies Record<string, TimeChart>;
}
