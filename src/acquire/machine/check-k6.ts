import { exitCodes, Failure } from '../../shared/failure.ts';
import { howToGetK6, searchK6 } from '../find-k6.ts';
import { readGoVersion } from '../go.ts';
import type { FindK6Options, K6 } from '../k6.ts';
import { type Fact, reportFact } from './fact.ts';

/** Which k6 a drill would run, and what was looked at before it was found. */
export async function checkK6(options: FindK6Options): Promise<{ k6: K6 | null; fact: Fact }> {
  try {
    const { found, misses } = await searchK6(options);
    const details = misses.map(({ source, reason }) => `${source}: ${reason}`);
    if (found !== null) {
      const value = `v${found.version} at ${found.path} (${found.source})`;
      return { k6: found, fact: { ...reportFact('k6', value), details } };
    }
    // What was not allowed this time might help; offline and without Go nothing would.
    const isUntried = !options.allowDownload && !options.allowBuild;
    const fixable = isUntried && (options.online || (await readGoVersion(options.env)).version !== undefined);
    const advice = fixable ? 'Let `s3drill doctor --fix` download or build it.' : howToGetK6;
    return { k6: null, fact: { ...reportFact('k6', 'not found', { state: 'missing', advice }), details } };
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode === exitCodes.interrupted) throw error;
    return { k6: null, fact: reportFact('k6', error.message, { state: 'missing', advice: error.hint ?? '' }) };
  }
}
