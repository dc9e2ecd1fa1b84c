import { findFaultKind } from '../../faults/catalogue.ts';
import { buildRunPrefix, buildSeededKey, buildWrittenKey } from '../../shared/keys.ts';
import { type Problem, quote } from '../problem.ts';
import type { CheckedFault } from '../schema/fault-schema.ts';
import { type Check, problemAt, type ReadableParts } from './parts.ts';

/** Where a run's keys lie below its own prefix: `seeded/` what it reads, `written/` what it writes. */
const keyFolders = [buildSeededKey('', 0), buildWrittenKey('', 1, 1)].map((key) => {
  const withinRun = key.slice(buildRunPrefix('').length + 1);
  return withinRun.slice(0, withinRun.indexOf('/') + 1);
});

export const checkFaults: Check = (parts) =>
  (parts.faults ?? []).flatMap((fault, index) => {
    if (fault === undefined) return [];
    const path = `faults[${index}]`;
    return [...checkWindow(fault, path, parts), ...checkSelectors(fault, path, parts)];
  });

function checkWindow(fault: CheckedFault, path: string, { phases }: ReadableParts): Problem[] {
  if (phases === undefined) return [];
  if (fault.at >= phases.fault) {
    return [
      problemAt(
        `${path}.at`,
        `starts ${fault.at} ms into the fault phase, which lasts ${phases.fault} ms; times count from its start`,
      ),
    ];
  }
  if (fault.for !== null && fault.at + fault.for > phases.fault) {
    return [
      problemAt(
        `${path}.for`,
        `ends ${fault.at + fault.for} ms into the fault phase, which lasts ${phases.fault} ms; lengthen phases.fault or shorten the fault`,
      ),
    ];
  }
  return [];
}

/** A fault that can't meet any request would make the run invalid: better told before it. */
function checkSelectors(fault: CheckedFault, path: string, { workload }: ReadableParts): Problem[] {
  const { operations, prefix } = fault.selectors;
  const problems: Problem[] = [];
  if (workload && operations?.every((operation) => workload[operation] === undefined)) {
    problems.push(problemAt(`${path}.operations`, `the workload sends no ${operations.join(', no ')}`));
  }
  if (prefix !== undefined && !keyFolders.some((folder) => folder.startsWith(prefix) || prefix.startsWith(folder))) {
    const message = `no key of a run starts with ${quote(prefix)}; they start with ${keyFolders.map(quote).join(' or ')}`;
    problems.push(problemAt(`${path}.prefix`, message));
  }
  if (findFaultKind(fault.kind)?.cutsConnections?.(fault.parameters)) {
    const blind = 'this fault cuts connections before it can know the operation or the key';
    if (operations !== undefined) problems.push(problemAt(`${path}.operations`, blind));
    if (prefix !== undefined) problems.push(problemAt(`${path}.prefix`, blind));
  }
  return problems;
}
