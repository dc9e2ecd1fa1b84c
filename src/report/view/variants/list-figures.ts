import type { Plan } from '../../../shared/contracts/plan.ts';
import type { PhaseResult, Result } from '../../../shared/contracts/result.ts';
import {
  formatCount,
  formatFactor,
  formatMs,
  formatPercent,
  formatPerSecond,
  formatRange,
} from '../../../shared/format.ts';
import { type PhaseName, phaseNames } from '../../../shared/operations.ts';
import { nameRegion } from '../names.ts';
import { isJudged } from '../trust.ts';
import type { Span } from './mark-better.ts';

/** What one variant's run says of a figure. */
export interface Reading {
  text: string;
  /** A second line: its interval. */
  under: string;
  /** null: it can't be told better or worse. */
  span: Span | null;
}

export interface Figure {
  label: string;
  /** null: neither is better. */
  better: 'higher' | 'lower' | null;
  read(result: Result): Reading;
}

/** Two runs of one variant differ by less in latency and amplification, mostly: the tolerance of comparisons. */
export const noticeable = 1.15;
/** …nor by less than this: a collection of garbage, an unlucky connection. */
export const noticeableLatencyMs = 10;
/** A peak of 100 ms is decided by few retries. */
export const noticeablePeak = 1.5;
/** Recovery is found to the second. */
export const noticeableMs = 1000;

/** In the order of the table; what can mean nothing for any of the variants is left out. @param plans of those that ran */
export function listFigures(plans: readonly Plan[]): Figure[] {
  const clients = plans.flatMap(({ workloads }) => workloads.map((workload) => workload.clients));
  const haveBreakers = clients.some(({ breaker }) => breaker !== null);
  const failOver = clients.some(({ failover, standby }) => failover !== null && standby.length > 0);
  const regions = plans[0]?.regions.map(({ name }) => name) ?? [];
  return [
    ...phaseNames.map(readSuccess),
    ...phaseNames.map((phase) => readLatency(phase, 'p50')),
    ...phaseNames.map((phase) => readLatency(phase, 'p99')),
    {
      label: 'Retry amplification, fault',
      better: 'lower',
      read: ({ retries }) => {
        const value = retries.byPhase.find(({ phase }) => phase === 'fault')?.amplification ?? null;
        return scaled(value, formatFactor(value), noticeable);
      },
    },
    {
      label: 'Retry synchronisation, fault',
      better: 'lower',
      read: ({ retries: { synchronisation } }) =>
        scaled(
          synchronisation,
          synchronisation === null ? 'too few retries' : formatFactor(synchronisation),
          noticeablePeak,
        ),
    },
    // A breaker notices though its client has nowhere else to go.
    ...(failOver || haveBreakers ? [readTime('Detection time', 'detectionMs')] : []),
    ...(failOver ? [readTime('Failover time', 'failoverMs')] : []),
    readTime('Recovery time', 'recoveryMs'),
    plainInFault('Shed share, fault', (phase) =>
      formatPercent(phase.operations === 0 ? null : phase.shed / phase.operations),
    ),
    ...(haveBreakers ? [breakerOpenings] : []),
    ...(failOver ? regions.map(readTraffic) : []),
    plainInFault('Offered, fault', (phase) => formatPerSecond(phase.offeredPerSecond)),
    plainInFault('Goodput, fault', (phase) => formatPerSecond(phase.goodputPerSecond)),
  ];
}

const breakerOpenings: Figure = {
  label: 'Breaker openings',
  better: null,
  read: ({ breakers }) => plain(formatCount(breakers.reduce((sum, { opened }) => sum + opened, 0))),
};

function plain(text: string): Reading {
  return { text, under: '', span: null };
}

/** A figure without an interval of its own, of which smaller differences are not worth a word. */
function scaled(value: number | null, text: string, factor: number): Reading {
  return { text, under: '', span: value === null ? null : { low: value, high: value * factor } };
}

function findPhase({ phases }: Result, name: PhaseName): PhaseResult | undefined {
  return phases.find((phase) => phase.name === name);
}

function readSuccess(name: PhaseName): Figure {
  return {
    label: `Success, ${name}`,
    better: 'higher',
    read: (result) => {
      const { successRate = null, successLow = null, successHigh = null } = findPhase(result, name) ?? {};
      const known = successLow !== null && successHigh !== null;
      return {
        text: formatPercent(successRate),
        under: known ? formatRange(successLow, successHigh, formatPercent) : '',
        span: known ? { low: successLow, high: successHigh } : null,
      };
    },
  };
}

function readLatency(name: PhaseName, quantile: 'p50' | 'p99'): Figure {
  return {
    label: `${quantile}, ${name}`,
    better: 'lower',
    read: (result) => {
      const value = findPhase(result, name)?.latencyMs[quantile] ?? null;
      if (value === null) return plain(formatMs(null));
      const high = Math.max(value * noticeable, value + noticeableLatencyMs);
      return { text: formatMs(value), under: '', span: { low: value, high } };
    },
  };
}

/** What never happened is worse than whatever did, where there was a fault to answer. */
function readTime(label: string, measure: 'detectionMs' | 'failoverMs' | 'recoveryMs'): Figure {
  return {
    label,
    better: 'lower',
    read: (result) => {
      const value = result.recovery[measure];
      if (value !== null) {
        const high = Math.max(value * noticeable, value + noticeableMs);
        return { text: formatMs(value), under: '', span: { low: value, high } };
      }
      if (result.recovery.faultAtMs === null || !isJudged(result)) return plain(formatMs(null));
      return { text: 'never', under: '', span: { low: Number.POSITIVE_INFINITY, high: Number.POSITIVE_INFINITY } };
    },
  };
}

function plainInFault(label: string, read: (phase: PhaseResult) => string): Figure {
  return {
    label,
    better: null,
    read: (result) => {
      const phase = findPhase(result, 'fault');
      return plain(phase === undefined ? formatPercent(null) : read(phase));
    },
  };
}

/** Share of the operations that any region served, or was asked last. */
function readTraffic(region: string): Figure {
  return {
    label: `Traffic to ${nameRegion(region)}, fault`,
    better: null,
    read: ({ operations }) => {
      const sent = operations.filter((row) => row.phase === 'fault' && row.region !== '');
      const all = sent.reduce((sum, { count }) => sum + count, 0);
      const here = sent.reduce((sum, row) => sum + (row.region === region ? row.count : 0), 0);
      return plain(formatPercent(all === 0 ? null : here / all));
    },
  };
}
