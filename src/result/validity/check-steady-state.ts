import { formatCount, formatPercent } from '../../shared/format.ts';
import { countOperations, type OperationCounts } from '../tally/count-operations.ts';
import { everything } from '../tally/scope.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, nothingFound, reason, warning } from './findings.ts';

/** Fewer operations say nothing about a success rate. */
const fewestOperations = 30;

/** Steady state was really steady: without it, nothing that follows can be laid at the fault's door. */
export function checkSteadyState(tally: Tally): Findings {
  const counts = countOperations(tally, { ...everything, phase: 'steady' });
  const { count, succeeded } = counts;
  const target = tally.plan.availabilityTarget;
  if (count === 0)
    return reason('No operation was scheduled in the steady phase, so there is nothing to compare with.');
  const facts = `${formatPercent(succeeded / count)} of ${formatCount(count)} operations succeeded before any fault`;
  if (count < fewestOperations) {
    return warning(`${facts}: too few to tell whether steady state was reached; use a longer steady phase.`);
  }
  if (succeeded / count >= target) return nothingFound;
  return reason(`Steady state was not reached: ${facts} (target ${formatPercent(target)}); ${describeCause(counts)}.`);
}

/** Operations that clients themselves drop say that they are asked for more than they can carry, not that a region fails. */
function describeCause({ count, succeeded, shed }: OperationCounts): string {
  const failed = count - succeeded;
  if (shed === 0) return 'find out what fails without a fault first';
  const facts = `${formatCount(shed)} of the ${formatCount(failed)} that failed were shed by the clients`;
  if (shed < failed / 2) return `${facts}; find out what fails without a fault first`;
  return `${facts}, which are overloaded: lower the rate, or raise their number, concurrency or queue`;
}
