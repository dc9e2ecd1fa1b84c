import type { BlastCell, Result } from '../../shared/contracts/result.ts';
import { formatCount, formatPercent, joinWords } from '../../shared/format.ts';
import { nameCause } from '../describe-attempt.ts';
import type { Tally } from '../tally/tally.ts';

/** Share of the failed attempts that the named cells must explain. */
const explainedShare = 0.9;

/**
 * Blast radius: failed attempts by operation × region × outcome × code, each cell's share of all failed attempts of the
 * run, and in words the smallest set of cells that explains ≥ 90 % of them (the largest cells first, which is smallest).
 * Health probes are left out: no operation suffers when they fail.
 */
export function measureBlastRadius(tally: Tally): Result['blastRadius'] {
  const cells = listCells(tally);
  return { cells, summary: describeSmallestSet(cells) };
}

function listCells(tally: Tally): BlastCell[] {
  const attempts = new Map<string, number>();
  const cells = new Map<string, BlastCell>();
  let failures = 0;
  for (const { op, region, outcome, code, cause, count } of tally.attempts.values()) {
    if (cause === 'probe') continue;
    const place = `${op}|${region}`;
    attempts.set(place, (attempts.get(place) ?? 0) + count);
    if (outcome === 'ok') continue;
    failures += count;
    const key = `${place}|${outcome}|${code}`;
    const known = cells.get(key) ?? { op, region, outcome, code, attempts: 0, failures: 0, share: 0 };
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

function nameCell({ op, region, outcome, code }: BlastCell): string {
  return `${op} ${region} ${outcome} ${code}`;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
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
    const cause = `${nameCause(cell)} from ${cell.region}`;
    groups.set(cause, [...(groups.get(cause) ?? []), cell.op]);
  }
  const words = [...groups].map(([cause, operations]) => `${cause} (${joinWords(operations)})`);
  const noun = failures === 1 ? 'failed attempt' : 'failed attempts';
  return `${formatPercent(explained / failures)} of ${formatCount(failures)} ${noun}: ${joinWords(words)}.`;
}
