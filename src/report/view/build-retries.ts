import type { Result } from '../../shared/contracts/result.ts';
import { formatCount, formatFactor, formatMoment, formatNumber, formatPercent } from '../../shared/format.ts';
import { lastAttemptNumber } from '../../shared/outcome.ts';
import { nameCause } from './names.ts';

export interface AttemptCell {
  count: string;
  /** Share of them that succeeded; null where none was sent. */
  succeeded: string | null;
}

/** One cell per phase of `phases`. */
export interface AttemptRow {
  label: string;
  cells: AttemptCell[];
}

export interface RetriesView {
  amplification: string;
  synchronisation: string;
  /** What the synchronisation is made of; '' where there were too few retries to tell. */
  pulse: string;
  byPhase: { phase: string; amplification: string; retries: string }[];
  phases: string[];
  byCause: AttemptRow[];
  byAttempt: AttemptRow[];
}

export function buildRetries({ retries, phases }: Result): RetriesView {
  const names = phases.map(({ name }) => name);
  return {
    amplification: formatFactor(retries.amplification),
    synchronisation: formatFactor(retries.synchronisation),
    pulse: describePulse(retries.pulse),
    byPhase: retries.byPhase.map((entry) => ({
      phase: entry.phase,
      amplification: formatFactor(entry.amplification),
      retries: formatCount(entry.retries),
    })),
    phases: names,
    byCause: spreadOverPhases(
      names,
      retries.byCause.map((entry) => ({ ...entry, label: nameCause(entry.cause) })),
    ),
    byAttempt: spreadOverPhases(
      names,
      retries.byAttempt
        .toSorted((a, b) => a.attempt - b.attempt)
        .map((entry) => ({ ...entry, label: nameAttempt(entry.attempt) })),
    ),
  };
}

function describePulse(pulse: Result['retries']['pulse']): string {
  if (pulse === null) return '';
  const { atMs, retries, mean } = pulse;
  return `the 100 ms that stood out most, at ${formatMoment(atMs)}, sent ${formatCount(retries)} retries where 100 ms of the 1.1 s around them sent ${formatNumber(mean)}`;
}

function nameAttempt(attempt: number): string {
  return attempt < lastAttemptNumber ? formatCount(attempt) : `${formatCount(attempt)} and later`;
}

function spreadOverPhases(
  phases: readonly string[],
  entries: readonly { phase: string; label: string; count: number; succeeded: number }[],
): AttemptRow[] {
  return [...new Set(entries.map(({ label }) => label))].map((label) => ({
    label,
    cells: phases.map((phase): AttemptCell => {
      const entry = entries.find((candidate) => candidate.phase === phase && candidate.label === label);
      const count = entry?.count ?? 0;
      const share = entry === undefined || count === 0 ? null : formatPercent(entry.succeeded / count);
      return { count: formatCount(count), succeeded: share };
    }),
  }));
}
