import type { OpenLoad, PlanWorkload } from '../../shared/contracts/workload.ts';
import { formatCount } from '../../shared/format.ts';
import { integrateRate } from '../../shared/load.ts';
import type { OperationName } from '../../shared/operations.ts';
import { countOperations } from '../tally/count-operations.ts';
import { everything } from '../tally/scope.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, joinFindings, nothingFound, reason } from './findings.ts';

/** Offered load may miss the plan by this share and so many standard deviations of a Poisson count. */
const offeredSlack = 0.01;
const offeredDeviations = 5;

/**
 * Every scheduled operation is counted, whatever became of it, so what the plan has arrive must be there, workload by
 * workload. Nobody plans the rate of a closed load: it must have sent something.
 */
export function checkOfferedLoad(tally: Tally): Findings {
  if (countOperations(tally, everything).count === 0) {
    return reason('No operation was recorded; look in k6.log why no client sent any.');
  }
  return joinFindings(
    tally.plan.workloads.map((workload) =>
      workload.load.model === 'open' ? checkArrivals(tally, workload, workload.load) : checkClosed(tally, workload),
    ),
  );
}

function checkClosed(tally: Tally, { name }: PlanWorkload): Findings {
  if (countOperations(tally, { ...everything, workload: name }).count > 0) return nothingFound;
  return reason(`No operation of workload ${name} was recorded; look in k6.log why its clients sent none.`);
}

/**
 * What follows an operation is counted and not planned. Operations that only arrive must be there in their planned share;
 * those that may also follow another in theirs at least, and at most as many more as there were successes to follow.
 */
function checkArrivals(tally: Tally, { name, operations }: PlanWorkload, load: OpenLoad): Findings {
  const arrivals = integrateRate(load, 0, tally.endMs);
  const following = new Set<OperationName>(operations.flatMap(({ followedBy }) => followedBy ?? []));
  const count = (op: OperationName) => countOperations(tally, { ...everything, workload: name, operation: op });
  const counted = countOperations(tally, { ...everything, workload: name }).count;
  const followingCount = [...following].reduce((sum, op) => sum + count(op).count, 0);
  const followable = operations
    .filter(({ followedBy }) => followedBy !== null)
    .reduce((sum, operation) => sum + count(operation.name).succeeded, 0);
  const followingShare = operations
    .filter((operation) => following.has(operation.name))
    .reduce((sum, { share }) => sum + share, 0);
  const place = tally.plan.workloads.length > 1 ? ` in workload ${name}` : '';

  return joinFindings([
    compareWithPlan(counted - followingCount, (1 - followingShare) * arrivals, 0, place),
    compareWithPlan(followingCount, followingShare * arrivals, followable, place),
  ]);
}

/** @param followable operations that may have come on top of those that the plan has arrive */
function compareWithPlan(count: number, expected: number, followable: number, place: string): Findings {
  const slack = offeredDeviations * Math.sqrt(expected) + offeredSlack * expected;
  if (count >= expected - slack && count <= expected + followable + slack) return nothingFound;
  const made = `${formatCount(expected)}${followable === 0 ? '' : ` and up to ${formatCount(followable)} that follow others`}`;
  return reason(
    `${formatCount(count)} operations were scheduled${place} where the plan's rate and length make ${made}, more than chance explains; operations are missing from the telemetry or the generator did not follow its schedule: look in k6.log.`,
  );
}
