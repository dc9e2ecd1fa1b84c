import type { Result } from '../../shared/contracts/result.ts';
import { formatCount, formatPercent } from '../../shared/format.ts';
import { type Capped, capRows } from './cap-rows.ts';
import { nameAnswerer, nameRegion } from './names.ts';

export interface BlastRow {
  operation: string;
  region: string;
  outcome: string;
  code: string;
  answeredBy: string;
  failures: string;
  attempts: string;
  share: string;
  /** 0 (lightest) to 5: how dark the cell is. The figure stands in it too. */
  shade: number;
}

export interface BlastView extends Capped<BlastRow> {
  summary: string;
}

const mostCells = 60;
const darkest = 5;

export function buildBlastRadius(result: Result): BlastView {
  const rows = result.blastRadius.cells.map((cell) => ({
    operation: cell.op,
    region: nameRegion(cell.region),
    outcome: cell.outcome,
    code: cell.code === '' ? '–' : cell.code,
    answeredBy: nameAnswerer(cell.answeredBy),
    failures: formatCount(cell.failures),
    attempts: formatCount(cell.attempts),
    share: formatPercent(cell.share),
    shade: Math.min(darkest, Math.ceil(cell.share * darkest)),
  }));
  return { summary: result.blastRadius.summary, ...capRows(rows, mostCells, 'cells') };
}
