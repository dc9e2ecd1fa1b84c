import type { Plan } from '../../shared/contracts/plan.ts';
import { joinWords } from '../../shared/format.ts';
import { operationNames } from '../../shared/operations.ts';
import { listPrioritiesOf } from '../tally/find-priority.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, joinFindings, nothingFound, warning } from './findings.ts';

/** What a reader must know to read figures by load and by priority. */
export function checkLabels({ plan }: Tally): Findings {
  return joinFindings([checkClosedLoads(plan), checkPriorities(plan)]);
}

function checkClosedLoads({ workloads }: Plan): Findings {
  const closed = workloads.filter(({ load }) => load.model === 'closed').map(({ name }) => name);
  if (closed.length === 0) return nothingFound;
  const which = workloads.length === 1 ? 'The load is closed' : `The load of ${joinWords(closed)} is closed`;
  return warning(
    `${which}: latency counts from each operation's start, and a stall holds operations back instead of showing in it, so latency, success and the times to fail over and recover look better than independent users would find them; use an open load to see those.`,
  );
}

/** Telemetry names operations, not the entry that sent them. */
function checkPriorities(plan: Plan): Findings {
  const mixed = plan.workloads.flatMap(({ name }) =>
    operationNames.flatMap((op) => {
      const [counted, ...others] = listPrioritiesOf(plan, name, op);
      return counted === undefined || others.length === 0 ? [] : [{ workload: name, op, counted, others }];
    }),
  );
  return joinFindings(
    mixed.map(({ workload, op, counted, others }) =>
      warning(
        `${op} of workload ${workload} is sent with priority ${counted} and, following other operations, ${joinWords(others)}; all of it counts as ${counted}, so figures by priority are off by as much.`,
      ),
    ),
  );
}
