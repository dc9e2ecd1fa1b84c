import type { VerdictStatus } from '../../../shared/contracts/result.ts';
import { formatQuantity, joinWords, nothing } from '../../../shared/format.ts';
import { buildVerdict, faceVerdict } from '../build-verdict.ts';
import type { Tone } from '../tone.ts';
import { isJudged } from '../trust.ts';
import { judgeVariants } from './judge-variants.ts';
import { type DifferenceRow, listDifferences } from './list-differences.ts';
import { type Figure, listFigures } from './list-figures.ts';
import { markBetter } from './mark-better.ts';
import type { VariantRun, VariantsRun } from './variant-run.ts';

export interface VariantCard {
  name: string;
  status: VerdictStatus | null;
  word: string;
  icon: string;
  tone: Tone;
  headline: string;
  /** Why it can't be trusted. */
  reasons: string[];
  /** Of its own report, relative; null where there is none. */
  href: string | null;
}

export interface FigureCell {
  text: string;
  under: string;
  better: boolean;
}

export interface FigureRow {
  label: string;
  cells: FigureCell[];
}

export interface VariantsView {
  drill: string;
  hypothesis: string | null;
  status: VerdictStatus;
  word: string;
  icon: string;
  tone: Tone;
  headline: string;
  summary: string;
  caution: string;
  variants: VariantCard[];
  figures: FigureRow[];
  /** Of the variants that were run, whose plans are known. */
  differences: { names: string[]; rows: DifferenceRow[] };
}

const caution =
  'n = 1 run each: differences may be noise. “Better” stands where a value is clear of the rest, alone or with others that are: success where the intervals don’t overlap, latency and amplification from 15 % on (latency 10 ms too), synchronisation from 50 % on, times from 15 % and a second on. A run that was not judged takes no part.';

/** All that the side-by-side reports say, as text. */
export function buildVariantsView({ drill, variants }: VariantsRun): VariantsView {
  const status = judgeVariants(variants);
  const first = variants.find(({ ran }) => ran !== null)?.ran ?? null;
  const plans = variants.flatMap(({ ran }) => ran?.plan ?? []);
  const cards = variants.map(buildCard);
  return {
    drill,
    hypothesis: first?.plan.drill.hypothesis ?? null,
    status,
    ...faceVerdict(status),
    headline: writeHeadline(cards),
    summary: writeSummary(variants),
    caution,
    variants: cards,
    figures: listFigures(plans).map((figure) => buildRow(figure, variants)),
    differences: buildDifferences(variants),
  };
}

function buildCard({ name, directory, ran }: VariantRun): VariantCard {
  if (ran === null) {
    const face = { word: 'Not run', icon: '–', tone: 'plain' } as const;
    return {
      name,
      status: null,
      ...face,
      headline: 'It has no result: the series ended before its turn came, or while it ran.',
      reasons: [],
      href: null,
    };
  }
  const { status, word, icon, tone, headline, reasons } = buildVerdict(ran.result);
  const href = `${directory.split('/').map(encodeURIComponent).join('/')}/report.html`;
  return { name, status, word, icon, tone, headline, reasons, href };
}

/** `Passed: standard. Objective missed: immediate and noJitter.` */
function writeHeadline(cards: readonly VariantCard[]): string {
  const words = [...new Set(cards.map(({ word }) => word))];
  const parts = words.map(
    (word) => `${word}: ${joinWords(cards.filter((card) => card.word === word).map(({ name }) => name))}.`,
  );
  return parts.join(' ');
}

function writeSummary(variants: readonly VariantRun[]): string {
  const seeds = new Set(variants.flatMap(({ ran }) => (ran === null ? [] : [ran.result.run.seed])));
  const count = formatQuantity(variants.length, 'variant');
  const [seed] = seeds;
  const repeats = seeds.size === 1 ? `, each against the arrivals and faults of seed ${seed}` : '';
  return `${count} of the clients, one after the other${repeats}`;
}

function buildDifferences(variants: readonly VariantRun[]): VariantsView['differences'] {
  const known = variants.flatMap(({ name, ran }) => (ran === null ? [] : [{ name, plan: ran.plan }]));
  return { names: known.map(({ name }) => name), rows: listDifferences(known.map(({ plan }) => plan)) };
}

function buildRow(figure: Figure, variants: readonly VariantRun[]): FigureRow {
  const readings = variants.map(({ ran }) => (ran === null ? null : figure.read(ran.result)));
  const spans = variants.map(({ ran }, i) =>
    ran !== null && isJudged(ran.result) ? (readings[i]?.span ?? null) : null,
  );
  const better = figure.better === null ? [] : markBetter(spans, figure.better);
  const cells = readings.map((reading, i) => ({
    text: reading?.text ?? nothing,
    under: reading?.under ?? '',
    better: better[i] ?? false,
  }));
  return { label: figure.label, cells };
}
