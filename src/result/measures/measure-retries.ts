import type { Result } from '../../shared/contracts/result.ts';
import { everything } from '../tally/scope.ts';
import type { Tally } from '../tally/tally.ts';
import { countByAttempt, countByCause } from './count-attempts-by.ts';
import { listRetryPeaks } from './list-retry-peaks.ts';
import { measureAmplification } from './measure-amplification.ts';
import { measureSynchronisation, type Synchronisation } from './measure-synchronisation.ts';

export function measureRetries(tally: Tally): Result['retries'] {
  const synchronisation = measureSynchronisation(tally);
  return {
    amplification: measureAmplification(tally, everything).amplification,
    byPhase: tally.plan.phases.map(({ name: phase }) => {
      const { amplification, retries } = measureAmplification(tally, { ...everything, phase });
      return { phase, amplification, retries };
    }),
    synchronisation: synchronisation?.factor ?? null,
    pulse: synchronisation && describePulse(synchronisation),
    byCause: countByCause(tally),
    byAttempt: countByAttempt(tally),
    peaks: listRetryPeaks(tally),
  };
}

function describePulse({ atMs, retries, mean }: Synchronisation): Result['retries']['pulse'] {
  return { atMs, retries, mean };
}
