import type { BackoffPolicy } from '../../shared/contracts/policies.ts';
import type { Random } from '../../shared/random.ts';

/** What the curves and jitters look at. */
export type BackoffCurve = Pick<BackoffPolicy, 'kind' | 'baseMs' | 'factor' | 'capMs' | 'jitter'>;

/**
 * The wait in ms before retry `retry` (from 0) without jitter: 0 for `immediate`, the base for `fixed`, base × factorⁿ for
 * `exponential`, never above the cap.
 */
export function readBackoffMs({ kind, baseMs, factor, capMs }: BackoffCurve, retry: number): number {
  // A base of 0 is told apart because 0 × ∞, once the power overflows, is no number.
  if (kind === 'immediate' || baseMs === 0) return 0;
  return Math.min(capMs, kind === 'fixed' ? baseMs : baseMs * factor ** retry);
}

/**
 * The wait in ms, jittered. The kinds of jitter are those of Marc Brooker, "Exponential Backoff And Jitter", AWS
 * Architecture Blog, 2015.
 * @param lastMs the wait before the retry before, for `decorrelated`; null before the first
 */
export function chooseBackoffMs(policy: BackoffCurve, retry: number, lastMs: number | null, random: Random): number {
  const curveMs = readBackoffMs(policy, retry);
  if (curveMs === 0) return 0;
  switch (policy.jitter) {
    case 'none':
      return curveMs;
    case 'full':
      return random() * curveMs;
    case 'equal':
      return (curveMs + random() * curveMs) / 2;
    case 'decorrelated': {
      const reachMs = 3 * (lastMs ?? policy.baseMs) - policy.baseMs;
      return Math.min(policy.capMs, policy.baseMs + random() * Math.max(0, reachMs));
    }
  }
}
