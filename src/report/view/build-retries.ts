import type { Result } from '../../shared/contracts/result.ts';
import { formatCount, formatFactor } from '../../shared/format.ts';

export interface RetriesView {
  amplification: string;
  synchronisation: string;
  byPhase: { phase: string; amplification: string; retries: string }[];
}

export function buildRetries({ retries }: Result): RetriesView {
  return {
    amplification: formatFactor(retries.amplification),
    synchronisation: formatFactor(retries.synchronisation),
    byPhase: retries.byPhase.map((entry) => ({
      phase: entry.phase,
      amplification: formatFactor(entry.amplification),
      retries: formatCount(entry.retries),
    })),
  };
}
