import type { ClassifiedRequest } from '../shared/classify-request.ts';

interface TokenBucket {
  /** Requests that it would serve at `atMs`; below 1 it serves none. */
  tokens: number;
  atMs: number;
}

/** What one active fault has served of late, by prefix. Times are on any one monotonic clock. */
export interface PrefixLimit {
  readonly perSecond: number;
  /** Most tokens that a bucket holds. */
  readonly burst: number;
  /** Only buckets that may not be full: a full one is as good as a new one, and is forgotten. */
  readonly buckets: Map<string, TokenBucket>;
  nextSweepMs: number;
}

/**
 * A bucket holds what it gains in so many seconds. Stores smooth over short intervals too, and a bucket of a whole second
 * would let a herd through that comes back at once.
 */
const burstSeconds = 0.1;

export function createPrefixLimit(perSecond: number): PrefixLimit {
  // With less than one token it would never serve anything.
  const burst = Math.max(1, perSecond * burstSeconds);
  return { perSecond, burst, buckets: new Map(), nextSweepMs: 0 };
}

/** Whether a request is within the limit of its prefix, whose bucket then has one token less. */
export function takeToken(limit: PrefixLimit, prefix: string, nowMs: number): boolean {
  forgetFullBuckets(limit, nowMs);
  const bucket = limit.buckets.get(prefix);
  const tokens = bucket === undefined ? limit.burst : countTokens(limit, bucket, nowMs);
  if (tokens < 1) return false;
  limit.buckets.set(prefix, { tokens: tokens - 1, atMs: nowMs });
  return true;
}

/** The key up to and including its last slash, within its bucket; all of the bucket for a request without a key. */
export function readPrefix({ bucket, key }: ClassifiedRequest): string {
  return `${bucket}/${key.slice(0, key.lastIndexOf('/') + 1)}`;
}

function countTokens({ perSecond, burst }: PrefixLimit, { tokens, atMs }: TokenBucket, nowMs: number): number {
  return Math.min(burst, tokens + ((nowMs - atMs) / 1000) * perSecond);
}

/** Once per time in which an empty bucket fills, so that no more are kept than prefixes were met in twice that time. */
function forgetFullBuckets(limit: PrefixLimit, nowMs: number): void {
  if (nowMs < limit.nextSweepMs) return;
  limit.nextSweepMs = nowMs + (limit.burst / limit.perSecond) * 1000;
  for (const [prefix, bucket] of limit.buckets) {
    if (countTokens(limit, bucket, nowMs) >= limit.burst) limit.buckets.delete(prefix);
  }
}
