import type { BackoffPolicy, RetryPolicy } from '../../shared/contracts/policies.ts';
import { formatQuantity } from '../../shared/format.ts';
import { formatDuration } from '../format.ts';

/** `standard, 3 attempts`, `exponential, 3 attempts, 50 ms × 2 up to 20 s, no jitter` */
export function describeRetry(retry: RetryPolicy): string {
  if (retry.kind === 'none') return 'none';
  const attempts = retry.maxAttempts === null ? 'until the deadline' : formatQuantity(retry.maxAttempts, 'attempt');
  if (retry.kind === 'standard' || retry.kind === 'adaptive') return `${retry.kind}, ${attempts}`;
  const quota = retry.quota === null ? [] : [`quota ${retry.quota.capacity} at ${retry.quota.retryCost} a retry`];
  const deafness = retry.honoursRetryAfter || retry.kind === 'immediate' ? [] : ['deaf to retry-after'];
  return [retry.kind, attempts, ...describeCurve(retry), ...quota, ...deafness].join(', ');
}

function describeCurve({ kind, baseMs, factor, capMs, jitter }: BackoffPolicy): string[] {
  if (kind === 'immediate') return [];
  if (kind === 'fixed') return [formatDuration(baseMs)];
  const curve = `${formatDuration(baseMs)} × ${factor} up to ${formatDuration(capMs)}`;
  return [curve, `${jitter === 'none' ? 'no' : jitter} jitter`];
}
