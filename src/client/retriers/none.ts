import type { Retrier, RetryToken } from './contract.ts';

const onlyToken: RetryToken = {};

/** Every failure is final. */
export const noRetrier: Retrier = {
  begin(onReady) {
    onReady(onlyToken);
    return null;
  },
  retry(_token, _reply, onDecision) {
    onDecision(null);
    return null;
  },
  release: () => {},
  succeed: () => {},
  stop: () => {},
};
