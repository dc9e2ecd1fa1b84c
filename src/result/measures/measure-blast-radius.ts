import type { BlastCell, Result } from '../../shared/contracts/result.ts';
import { formatCount, formatPercent, joinWords } from '../../shared/format.ts';
import { compareText } from '../compare-text.ts';
import { describeFailure } from '../describe-attempt.ts';
import { countRejections, describeRejections } from '../describe-rejections.ts';
import type { Tally } from '../tally/tally.ts';

/** Share of the failed attempts that the named cells must explain. */
const explainedShare = 0.9;

/**
 * Blast radius: failed attempts by operation × region × outcome × code × who answered, each cell's share of all failed
 * attempts of the run, and in words the smallest set of cells that explains ≥ 90 % of them (the largest cells first, which
 * is smallest). Health probes are left out: no operation suffers when they fail. Rejected operations are named apart: most of
 * them have no attempt that could have failed.
 */
export function measureBlastRadius(tally: Tally): Result['blastRadius'] {
  const cells = listCells(tally);
  const { rejected } = countRejections(tally.outcomes.values());
  const apart = rejected === 0 ? '' : ` ${describeRejections(rejected)}.`;
  return { cells, summary: `${describeSmallestSet(cells)}${apart}` };
}

function listCells(tally: Tally): BlastCell[] {
  const attempts = new Map<string, number>();
  const cells = new Map<string, BlastCell>();
  let failures = 0;
  for (const { op, region, outcome, code, answeredBy, cause, count } of tally.attempts.values()) {
    if (cause === 'probe') continue;
    const place = `${op}|${region}`;
    attempts.set(place, (attempts.get(place) ?? 0) + count);
    if (outcome === 'ok') continue;
    failures += count;
    const key = `${place}|${outcome}|${answeredBy}|${code}`;
    const known = cells.get(key) ?? { op, region, outcome, code, answeredBy, attempts: 0, failures: 0, share: 0 };
    cells.set(key, { ...known, failures: known.failures + count });
  }
  return [...cells.values()]
    .map((cell) => ({
      ...cell,
      attempts: attempts.get(`${cell.op}|${cell.region}`) ?? 0,
      share: cell.failures / failures,
    }))
    .sort((left, right) => right.failures - left.failures || compareText(nameCell(left), nameCell(right)));
}

function nameCell({ op, region, outcome, code, answeredBy }: BlastCell): string {
  return `${op} ${region} ${outcome} ${code} ${answeredBy}`;
}

function describeSmallestSet(cells: readonly BlastCell[]): string {
  if (cells.length === 0) return 'No attempt failed.';
  const failures = cells.reduce((sum, cell) => sum + cell.failures, 0);
  const named: BlastCell[] = [];
  let explained = 0;
  for (const cell of cells) {
    if (explained >= explainedShare * failures) break;
    named.push(cell);
    explained += cell.failures;
  }
  // Cells that differ only by operation read as one.
  const groups = new Map<string, string[]>();
  for (const cell of named) {
    const failure = describeFailure(cell);
    groups.set(failure, [...(groups.get(failure) ?? []), cell.op]);
  }
  const words = [...groups].map(([failure, operations]) => `${failure} (${joinWords(operations)})`);
  const noun = failures === 1 ? 'failed attempt' : 'failed attempts';
  return `${formatPercent(explained / failures)} of ${formatCount(failures)} ${noun}: ${joinWords(words)}.`;
}
