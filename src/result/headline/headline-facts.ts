import type { Plan } from '../../shared/contracts/plan.ts';
import type { Result, Rule } from '../../shared/contracts/result.ts';
import type { PhaseName } from '../../shared/operations.ts';
import { describeFaults } from '../describe-faults.ts';

/** What a headline is written from: the result, but for its verdict's headline. */
export interface HeadlineFacts {
  plan: Plan;
  status: Result['verdict']['status'];
  rules: readonly Rule[];
  validity: Result['validity'];
  phases: Result['phases'];
  operations: Result['operations'];
  outcomes: Result['outcomes'];
  totals: Result['totals'];
  recovery: Result['recovery'];
  faults: Result['faults'];
  measuredUntilMs: number;
}

/** `while us-east-1 answered InternalError`, `in steady state` */
export function describeWhen({ faults, plan }: HeadlineFacts, phase: PhaseName | null): string {
  if (phase === null) return 'over the whole run';
  if (phase === 'steady') return 'in steady state';
  const nothingPlanned = plan.faults.length === 0;
  if (phase === 'recovery') return nothingPlanned ? 'in the recovery phase' : 'after the fault';
  const deeds = describeFaults(plan.faults, faults);
  if (deeds !== null) return `while ${deeds}`;
  return nothingPlanned ? 'in the fault phase, for which no fault was planned' : 'in the fault phase';
}
