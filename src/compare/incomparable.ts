import type { Result } from '../shared/contracts/result.ts';
import { exitCodes, Failure } from '../shared/failure.ts';

/**
 * Why a run can't serve as the baseline of another, as one clause; null when it can. Only like is compared with like:
 * the same drill (by hash), target kind and k6 major version, and a baseline that can be trusted itself.
 */
export function explainIncomparable(candidate: Result, baseline: Result): string | null {
  if (baseline.verdict.status === 'interrupted') return 'it was interrupted';
  if (!baseline.validity.valid) return `it is invalid: ${baseline.validity.reasons[0] ?? 'no reason given'}`;
  if (candidate.drill.hash !== baseline.drill.hash) {
    return explainOtherDrill(candidate.drill, baseline.drill);
  }
  if (candidate.run.target !== baseline.run.target) {
    return `it ran against target ${baseline.run.target}, the candidate against ${candidate.run.target}`;
  }
  if (readMajorVersion(candidate.run.k6Version) !== readMajorVersion(baseline.run.k6Version)) {
    return `it ran on k6 ${baseline.run.k6Version}, the candidate on ${candidate.run.k6Version}`;
  }
  return null;
}

/** Another variant, load model or anything else that shapes a run makes another hash; a variant's name says most. */
function explainOtherDrill(candidate: Result['drill'], baseline: Result['drill']): string {
  if (candidate.name === baseline.name && candidate.variant !== baseline.variant) {
    return `it ran ${nameVariant(baseline)} of the drill ${baseline.name}, the candidate ${nameVariant(candidate)}`;
  }
  const names = [baseline, candidate].map(({ name, hash }) => `${name} ${hash.slice(0, 12)}`);
  return `it ran another drill (${names[0]}, the candidate ${names[1]})`;
}

function nameVariant({ variant }: Result['drill']): string {
  return variant === null ? 'no variant' : `variant ${variant}`;
}

/** @throws Failure `runs-incomparable`, naming the first run that does not fit and why */
export function requireComparable(candidates: readonly Result[], baselines: readonly Result[]): void {
  const [first] = candidates;
  if (first === undefined || baselines.length === 0) {
    throw new Failure('nothing-to-compare', 'A comparison needs at least one candidate run and one baseline run', {
      exitCode: exitCodes.usage,
    });
  }
  for (const run of [...candidates.slice(1), ...baselines]) {
    const why = explainIncomparable(first, run);
    if (why === null) continue;
    throw new Failure('runs-incomparable', `Run ${run.run.id} can't be compared with ${first.run.id}: ${why}`, {
      hint: 'Compare runs of the same drill and variant, against the same kind of target and on the same major version of k6; a changed drill needs new baselines.',
      exitCode: exitCodes.usage,
    });
  }
}

/** `2` of `v2.2.0`, `2.2.0` or `k6 v2.2.0 (…)`; the whole text where it holds no number. */
function readMajorVersion(version: string): string {
  return /(\d+)\./.exec(version)?.[1] ?? version;
}
