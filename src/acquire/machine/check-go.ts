import { readGoVersion } from '../go.ts';
import { type Fact, reportFact } from './fact.ts';

/** Go only matters where k6 is missing. */
export async function checkGo(env: NodeJS.ProcessEnv, hasK6: boolean): Promise<Fact> {
  const { version, problem } = await readGoVersion(env);
  if (version !== undefined) return reportFact('go', version);
  if (hasK6) return reportFact('go', `${problem} (not needed: k6 is there)`);
  return reportFact('go', problem, { state: 'attention', advice: 'With a recent Go, s3drill can build k6 itself.' });
}
