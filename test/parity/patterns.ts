/** What a scripted region answers to one request. */
export type Answer =
  | 'ok'
  /** The connection is reset after the request has been read. */
  | 'reset'
  /** 200 with an error document, as CopyObject may get it. */
  | 'errorIn200'
  /** S3's own error document; without a code, a middlebox's page. */
  | { status: number; code?: string; retryAfterSeconds?: number };

/** How a region treats every operation of a client. */
export interface Pattern {
  name: string;
  mode: 'standard' | 'adaptive';
  operation: 'PutObject' | 'CopyObject';
  /** Operations in flight. */
  concurrency: number;
  /** Pause of each of them between two operations, so that operations that fail at once don't become the load. */
  thinkMs: number;
  /** @param attempt of the same operation, from 1 */
  answer(attempt: number): Answer;
  /** Operations in flight compete for the last tokens of the quota: which of them gets them is chance. */
  isQuotaRaced: boolean;
  /**
   * Whether how long the client waits before a first retry is compared too. Waits of up to a second stand out from what a
   * busy machine adds; those of up to 50 ms are compared only when the test has the machine for itself (`whenAlone`).
   */
  comparesWaits: 'always' | 'whenAlone' | 'never';
  /** What the region asks for: no wait may be shorter, and none is much longer. Looked at in the long form. */
  askedWaitMs: number | null;
  /** The SDK's rate limiter holds operations back: few are made, at a rate that is compared in the long form. */
  isRateLimited: boolean;
}

const internalError: Answer = { status: 500, code: 'InternalError' };

function first(times: number, answer: Answer): (attempt: number) => Answer {
  return (attempt) => (attempt <= times ? answer : 'ok');
}

/** A few hundred operations in all: both sides share two cores, and a busy one waits longer than it means to. */
const put = {
  mode: 'standard',
  operation: 'PutObject',
  concurrency: 4,
  thinkMs: 80,
  comparesWaits: 'never',
  isQuotaRaced: false,
  askedWaitMs: null,
  isRateLimited: false,
} as const;

/** Waits of a second and more: for the long form only. */
const slowPatterns: Pattern[] = [
  {
    ...put,
    name: 'slow-down-always',
    concurrency: 16,
    answer: () => ({ status: 503, code: 'SlowDown' }),
    isQuotaRaced: true,
  },
  {
    ...put,
    name: 'slow-down-twice',
    // So few that the quota lasts: where operations race for it, chance decides how many succeed and give tokens back.
    concurrency: 4,
    answer: first(2, { status: 503, code: 'SlowDown' }),
  },
  {
    ...put,
    name: 'retry-after-3',
    concurrency: 32,
    answer: first(1, { status: 503, code: 'ServiceUnavailable', retryAfterSeconds: 3 }),
    askedWaitMs: 3000,
  },
  {
    ...put,
    name: 'adaptive-429-once',
    mode: 'adaptive',
    concurrency: 16,
    answer: first(1, { status: 429 }),
    isRateLimited: true,
  },
];

const quickPatterns: Pattern[] = [
  // The quota runs out: 500 tokens pay 35 retries at 14 each, whatever is in flight.
  { ...put, name: '500-always', concurrency: 1, thinkMs: 20, answer: () => internalError },
  { ...put, name: '500-always-concurrently', concurrency: 8, answer: () => internalError, isQuotaRaced: true },
  { ...put, name: 'adaptive-500-always', mode: 'adaptive', answer: () => internalError, isQuotaRaced: true },
  { ...put, name: '500-once', answer: first(1, internalError), comparesWaits: 'whenAlone' },
  // One at a time, since the quota runs out here too: two retries are paid, one is refunded.
  { ...put, name: '500-twice', concurrency: 1, thinkMs: 20, answer: first(2, internalError) },
  { ...put, name: 'adaptive-500-once', mode: 'adaptive', answer: first(1, internalError), comparesWaits: 'whenAlone' },
  // The first 429 switches the limiter on, which gives out half a token a second at first: with more in flight than two,
  // those under way at the end would take long.
  {
    ...put,
    name: 'adaptive-429-once-slowly',
    mode: 'adaptive',
    concurrency: 2,
    answer: first(1, { status: 429 }),
    isRateLimited: true,
  },
  {
    ...put,
    name: 'slow-down-once',
    concurrency: 32,
    answer: first(1, { status: 503, code: 'SlowDown' }),
    comparesWaits: 'always',
  },
  { ...put, name: '429-once', concurrency: 32, answer: first(1, { status: 429 }), comparesWaits: 'always' },
  { ...put, name: '502-page-once', answer: first(1, { status: 502 }) },
  { ...put, name: '504-page-once', answer: first(1, { status: 504 }), comparesWaits: 'whenAlone' },
  { ...put, name: 'request-timeout-once', answer: first(1, { status: 400, code: 'RequestTimeout' }) },
  { ...put, name: 'reset-once', answer: first(1, 'reset'), comparesWaits: 'whenAlone' },
  { ...put, name: 'error-in-200-once', operation: 'CopyObject', answer: first(1, 'errorIn200') },
  { ...put, name: '403-always', answer: () => ({ status: 403, code: 'AccessDenied' }) },
  { ...put, name: '412-always', answer: () => ({ status: 412, code: 'PreconditionFailed' }) },
  { ...put, name: '501-always', answer: () => ({ status: 501, code: 'NotImplemented' }) },
  { ...put, name: '409-always', answer: () => ({ status: 409, code: 'ConditionalRequestConflict' }) },
];

export function listPatterns(form: 'short' | 'long'): Pattern[] {
  return form === 'short' ? quickPatterns : [...quickPatterns, ...slowPatterns];
}
