import { findFaultKind } from '../../faults/catalogue.ts';
import { buildRunPrefix, buildSeededPrefix, buildWrittenKey } from '../../shared/keys.ts';
import { type Problem, quote } from '../problem.ts';
import type { ReadableParts } from '../readable-parts.ts';
import type { CheckedFault } from '../schema/fault-schema.ts';
import { asksRegion, type Setup } from '../setups.ts';
import { type Check, problemAt } from './check.ts';
import { listSent } from './list-sent.ts';

/** Where a run's keys lie below its own prefix: `seeded/` what it reads, `written/` what it writes. */
const keyFolders = [buildSeededPrefix(''), buildWrittenKey('', 1, 1)].map((key) => {
  const withinRun = key.slice(buildRunPrefix('').length + 1);
  return withinRun.slice(0, withinRun.indexOf('/') + 1);
});

export const checkFaults: Check = (parts, setups) =>
  (parts.faults ?? []).flatMap((fault, index) => {
    if (fault === undefined) return [];
    const path = `faults[${index}]`;
    return [
      ...checkWindow(fault, path, parts),
      ...checkRegion(fault, path, setups),
      ...checkOperations(fault, path, parts),
      ...checkPrefix(fault, path),
      ...checkCuts(fault, path),
      ...checkLimit(fault, path),
    ];
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
function checkRegion({ region }: CheckedFault, path: string, setups: readonly Setup[]): Problem[] {
  if (setups.length === 0 || setups.some((setup) => asksRegion(setup, region))) return [];
  return [problemAt(`${path}.region`, `no client ever asks ${region}: it is neither their primary nor a standby`)];
}

function checkOperations(fault: CheckedFault, path: string, parts: ReadableParts): Problem[] {
  const sent = listSent(parts)?.flatMap(({ requests }) => requests);
  if (sent === undefined) return [];
  const { operations } = fault.selectors;
  if (operations !== undefined && !operations.some((name) => sent.includes(name))) {
    return [problemAt(`${path}.operations`, `the workload sends no ${operations.join(', no ')}`)];
  }
  const meant = findFaultKind(fault.kind)?.requests;
  if (meant === undefined) return [];
  const met = meant.filter((name) => operations === undefined || operations.includes(name));
  if (met.length === 0) {
    return [problemAt(`${path}.operations`, `${fault.kind} meets nothing but ${meant.join(', ')}`)];
  }
  if (met.some((name) => sent.includes(name))) return [];
  return [problemAt(path, `${fault.kind} meets nothing but ${meant.join(', ')}, and the workload sends none of them`)];
}

function checkPrefix({ selectors: { prefix } }: CheckedFault, path: string): Problem[] {
  if (prefix === undefined) return [];
  if (keyFolders.some((folder) => folder.startsWith(prefix) || prefix.startsWith(folder))) return [];
  const message = `no key of a run starts with ${quote(prefix)}; they start with ${keyFolders.map(quote).join(' or ')}`;
  return [problemAt(`${path}.prefix`, message)];
}

function checkCuts({ kind, parameters, selectors }: CheckedFault, path: string): Problem[] {
  if (!findFaultKind(kind)?.cutsConnections?.(parameters)) return [];
  return (['operations', 'prefix'] as const)
    .filter((key) => selectors[key] !== undefined)
    .map((key) =>
      problemAt(`${path}.${key}`, 'this fault cuts connections before it can know the operation or the key'),
    );
}

function checkLimit({ kind, parameters, selectors }: CheckedFault, path: string): Problem[] {
  if (findFaultKind(kind)?.sparedPerPrefixPerSecond?.(parameters) === undefined) return [];
  return (['probability', 'first'] as const)
    .filter((key) => selectors[key] !== undefined)
    .map((key) =>
      problemAt(
        `${path}.${key}`,
        'contradicts perPrefixPerSecond, by which the fault refuses only what exceeds that rate; leave one of them out',
      ),
    );
}
