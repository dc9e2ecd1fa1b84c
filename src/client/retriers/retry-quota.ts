import type { RetryQuota } from '../../shared/contracts/policies.ts';

/** A token bucket that successes fill and retries empty; never below zero, never above its capacity. */
export interface QuotaBucket {
  /** Pays for one retry; false when it can't. */
  take(): boolean;
  /** A retry that was paid for is not sent. */
  giveBack(): void;
  refund(): void;
  read(): number;
}

export function createRetryQuota({ capacity, retryCost, successRefund }: RetryQuota): QuotaBucket {
  let tokens = capacity;
  return {
    take() {
      if (tokens < retryCost) return false;
      tokens -= retryCost;
      return true;
    },
    giveBack() {
      tokens = Math.min(capacity, tokens + retryCost);
    },
    refund() {
      tokens = Math.min(capacity, tokens + successRefund);
    },
    read: () => tokens,
  };
}

/** For policies without a quota: always pays. */
export const unlimitedQuota: QuotaBucket = {
  take: () => true,
  giveBack: () => {},
  refund: () => {},
  read: () => Number.POSITIVE_INFINITY,
};
