import type { Result } from '../../shared/contracts/result.ts';
import { countOperations } from '../tally/count-operations.ts';
import { countRequests } from '../tally/count-requests.ts';
import { everything } from '../tally/scope.ts';
import type { Tally } from '../tally/tally.ts';

/** Operations of the whole run, and both sides' counts of requests. */
export function countTotals(tally: Tally): Result['totals'] {
  const { count, succeeded, shed } = countOperations(tally, everything);
  const requests = countRequests(tally);
  const sum = (field: 'attempts' | 'seeding' | 'received' | 'cutBeforeRequest') =>
    requests.reduce((total, region) => total + region[field], 0);
  return {
    operations: count,
    succeeded,
    failed: count - succeeded,
    shed,
    attempts: sum('attempts'),
    bytesSent: tally.bytesSent,
    bytesReceived: tally.bytesReceived,
    requestsReceived: sum('received'),
    seedingAttempts: sum('seeding'),
    cutBeforeRequest: sum('cutBeforeRequest'),
  };
}
