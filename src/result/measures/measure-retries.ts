import type { Result } from '../../shared/contracts/result.ts';
import type { Tally } from '../tally/tally.ts';
import { measureAmplification } from './measure-amplification.ts';
import { measureSynchronisation } from './measure-synchronisation.ts';

export function measureRetries(tally: Tally): Result['retries'] {
  const whole = { phase: null, operation: null, region: null };
  return {
    amplification: measureAmplification(tally, whole).amplification,
    byPhase: tally.plan.phases.map(({ name }) => {
      const { amplification, attempts, operations } = measureAmplification(tally, { ...whole, phase: name });
      return { phase: name, amplification, retries: attempts - operations };
    }),
    synchronisation: measureSynchronisation(tally),
  };
}
