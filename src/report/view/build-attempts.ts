import type { AttemptResult, Result } from '../../shared/contracts/result.ts';
import { formatCount } from '../../shared/format.ts';
import { operationNames } from '../../shared/operations.ts';
import type { AttemptCause } from '../../shared/outcome.ts';
import { type Capped, capRows } from './cap-rows.ts';
import { nameAnswerer, nameCause, nameRegion } from './names.ts';

export interface AttemptOutcomeRow {
  operation: string;
  region: string;
  /** Why it was sent, and what region it was planned for; '' for an operation's own requests where they were planned. */
  sentAs: string;
  outcome: string;
  code: string;
  answeredBy: string;
  /** Attempts, one cell per phase of `phases`. */
  cells: string[];
}

export interface AttemptsView extends Capped<AttemptOutcomeRow> {
  phases: string[];
}

const mostRows = 120;

/** What an operation sends though all goes well: it needs no word. */
const plainCauses: ReadonlySet<AttemptCause> = new Set(['first', 'next']);

/** How attempts ended, over all phases; health probes, which no operation asked for, come last. */
export function buildAttempts({ attempts, phases }: Pick<Result, 'attempts' | 'phases'>): AttemptsView {
  const names = phases.map(({ name }) => name);
  const groups = new Map<string, AttemptResult[]>();
  for (const attempt of attempts.toSorted(compareOperations)) {
    const key = JSON.stringify(describeAttempt(attempt));
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [attempt]);
    else known.push(attempt);
  }
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const cells = names.map((name) =>
      formatCount(group.reduce((sum, { phase, count }) => sum + (phase === name ? count : 0), 0)),
    );
    return [{ ...describeAttempt(first), cells }];
  });
  return { phases: names, ...capRows(rows, mostRows, 'rows') };
}

function compareOperations(left: AttemptResult, right: AttemptResult): number {
  const areProbes = Number(left.cause === 'probe') - Number(right.cause === 'probe');
  return areProbes || operationNames.indexOf(left.op) - operationNames.indexOf(right.op);
}

function describeAttempt(attempt: AttemptResult): Omit<AttemptOutcomeRow, 'cells'> {
  const { op, region, planned, cause, outcome, code, answeredBy } = attempt;
  const parts = [
    plainCauses.has(cause) || cause === 'probe' ? '' : nameCause(cause),
    planned === region ? '' : `planned for ${nameRegion(planned)}`,
  ];
  return {
    operation: cause === 'probe' ? nameCause(cause) : op,
    region: nameRegion(region),
    sentAs: parts.filter((part) => part !== '').join(', '),
    outcome,
    code: code === '' ? '–' : code,
    answeredBy: nameAnswerer(answeredBy),
  };
}
