import { formatCount, formatPercent } from '../../shared/format.ts';
import { countOperations } from '../tally/count-operations.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, nothingFound, reason, warning } from './findings.ts';

/** Fewer operations say nothing about a success rate. */
const fewestOperations = 30;

/** Steady state was really steady: without it, nothing that follows can be laid at the fault's door. */
export function checkSteadyState(tally: Tally): Findings {
  const { count, succeeded } = countOperations(tally, { phase: 'steady', operation: null, region: null });
  const target = tally.plan.availabilityTarget;
  if (count === 0)
    return reason('No operation was scheduled in the steady phase, so there is nothing to compare with.');
  const facts = `${formatPercent(succeeded / count)} of ${formatCount(count)} operations succeeded before any fault`;
  if (count < fewestOperations) {
    return warning(`${facts}: too few to tell whether steady state was reached; use a longer steady phase.`);
  }
  if (succeeded / count >= target) return nothingFound;
  return reason(
    `Steady state was not reached: ${facts} (target ${formatPercent(target)}); find out what fails without a fault first.`,
  );
}
