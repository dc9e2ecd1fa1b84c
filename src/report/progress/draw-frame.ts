import { formatMoment, formatMs, formatPercent, formatPerSecond } from '../../shared/format.ts';
import type { Paint } from '../terminal/paint.ts';
import { cleanText, cutText, padText } from '../terminal/text-width.ts';
import { nameRegion } from '../view/names.ts';
import { composeLine, type Segment } from './compose-line.ts';
import { describeEvent, describeMoment } from './describe-event.ts';
import { describeSeeding } from './describe-seeding.ts';
import { drawSparkline } from './draw-sparkline.ts';
import { findPhase, type ProgressState, readDurationMs } from './progress-state.ts';
import { type RegionStatus, readRegions, shownSeconds } from './region-window.ts';

const widestName = 16;
const seedingCells = 40;

function wholeSeconds(ms: number): string {
  return formatMoment(Math.floor(Math.max(0, ms) / 1000) * 1000);
}

function drawHead({ plan, stage, label }: ProgressState, atMs: number): Segment[] {
  const durationMs = readDurationMs(plan);
  const left = atMs < durationMs ? `${wholeSeconds(durationMs - atMs + 999)} left` : stage;
  return [
    [label, 'bold'],
    [`  seed ${plan.seed}`, 'dim'],
    [`  ${wholeSeconds(Math.min(atMs, durationMs))} of ${wholeSeconds(durationMs)}, ${left}`],
  ];
}

/** Elapsed cells are full; cells of a fault are red, and of another shade where there is no red. */
function drawPhaseBar({ plan }: ProgressState, atMs: number, columns: number): Segment[] {
  const durationMs = Math.max(1, readDurationMs(plan));
  const cells = Math.min(columns, 72);
  return Array.from({ length: cells }, (_, i): Segment => {
    const fromMs = (i * durationMs) / cells;
    const toMs = ((i + 1) * durationMs) / cells;
    const faulted = plan.faults.some((fault) => fault.fromMs < toMs && fault.toMs > fromMs);
    const elapsed = atMs >= toMs;
    if (faulted) return [elapsed ? '▓' : '▒', 'bad'];
    return [elapsed ? '█' : '░', elapsed ? 'plain' : 'dim'];
  });
}

function drawPhaseNames({ plan }: ProgressState, atMs: number, columns: number): Segment[] {
  const durationMs = Math.max(1, readDurationMs(plan));
  const cells = Math.min(columns, 72);
  const now = findPhase(plan, atMs);
  return plan.phases.map((phase): Segment => {
    const from = Math.round((phase.fromMs * cells) / durationMs);
    const to = Math.round((phase.toMs * cells) / durationMs);
    const name = padText(cutText(phase.name, Math.max(0, to - from)), to - from);
    return phase === now ? [name, 'bold'] : [name, 'dim'];
  });
}

function drawRegion(status: RegionStatus, target: number, nameWidth: number, columns: number): Segment[] {
  const figures = [
    padText(formatPercent(status.share, 0), 6, 'right'),
    padText(formatPerSecond(status.perSecond), 9, 'right'),
    padText(formatPercent(status.success), 10, 'right'),
    padText(formatMs(status.p95Ms), 9, 'right'),
  ];
  const [share = '', rate = '', success = '', p95 = ''] = figures;
  const room = Math.max(0, columns - nameWidth - figures.join('').length - 2);
  const tone = status.success === null ? 'dim' : status.success >= target ? 'good' : 'bad';
  const name = padText(cutText(cleanText(nameRegion(status.region)), nameWidth), nameWidth);
  return [
    [name],
    [share + rate],
    [success, tone],
    [`${p95}  `],
    [drawSparkline(status.recent.slice(Math.max(0, shownSeconds - room))), tone],
  ];
}

function drawRegions(state: ProgressState, columns: number): Segment[][] {
  const statuses = readRegions(state.window);
  const nameWidth = Math.min(
    widestName,
    Math.max(6, ...statuses.map(({ region }) => cleanText(nameRegion(region)).length)),
  );
  const target = state.plan.availabilityTarget;
  const head = `${padText('region', nameWidth)} share     rate   success      p95  success, last ${shownSeconds} s (target ${formatPercent(target)})`;
  return [[[head, 'dim']], ...statuses.map((status) => drawRegion(status, target, nameWidth, columns))];
}

function drawBreakers({ breakers }: ProgressState): Segment[] {
  const counts = new Map<string, { open: number; halfOpen: number }>();
  for (const { region, halfOpen } of breakers.values()) {
    const count = counts.get(region) ?? { open: 0, halfOpen: 0 };
    count[halfOpen ? 'halfOpen' : 'open'] += 1;
    counts.set(region, count);
  }
  if (counts.size === 0) return [['breakers  ', 'dim'], ['all closed']];
  const texts = [...counts].map(([region, { open, halfOpen }]) => {
    const states = [open > 0 ? `${open} open` : '', halfOpen > 0 ? `${halfOpen} half open` : ''];
    return `${cleanText(region)}: ${states.filter((text) => text !== '').join(', ')}`;
  });
  return [
    ['breakers  ', 'dim'],
    [texts.join('; '), 'warn'],
  ];
}

function drawFaults({ plan }: ProgressState, atMs: number): Segment[] {
  const active = plan.faults.filter((fault) => atMs >= fault.fromMs && atMs < fault.toMs);
  const next = plan.faults.filter((fault) => fault.fromMs > atMs).sort((a, b) => a.fromMs - b.fromMs)[0];
  const name = (fault: { kind: string; region: string }) => cleanText(`${fault.kind} at ${fault.region}`);
  const label: Segment = ['fault     ', 'dim'];
  if (active[0] !== undefined) {
    const endMs = Math.max(...active.map((fault) => fault.toMs));
    const names = active.map(name).join(', ');
    return [label, [`${names}, for another ${wholeSeconds(endMs - atMs + 999)}`, 'bad']];
  }
  return [label, [next === undefined ? 'none to come' : `${name(next)} in ${wholeSeconds(next.fromMs - atMs + 999)}`]];
}

function drawEvents({ recentEvents }: ProgressState): Segment[][] {
  return recentEvents.map(({ event, clients }): Segment[] => [
    [`${padText(describeMoment(event.atMs), 8, 'right')}  `, 'dim'],
    [describeEvent(event, clients.size)],
  ]);
}

/** Before the run starts: what is being done, and how far the seeding is. */
function drawPreparation({ label, stage, seeding }: ProgressState): Segment[][] {
  const head: Segment[] = [
    [label, 'bold'],
    [`  ${stage}`, 'dim'],
  ];
  if (seeding === null) return [head];
  const { done, total } = seeding;
  const full = total === 0 ? seedingCells : Math.floor((done * seedingCells) / total);
  const bar: Segment[] = [
    ['█'.repeat(full)],
    ['░'.repeat(seedingCells - full), 'dim'],
    [`  ${describeSeeding(done, total)}`],
  ];
  return [head, bar];
}

/** What the screen shows at one moment, as lines of at most `columns` cells. */
export function drawFrame(state: ProgressState, nowEpochMs: number, columns: number, paint: Paint): string[] {
  if (state.startedAtEpochMs === null) {
    return drawPreparation(state).map((segments) => composeLine(segments, columns, paint));
  }
  const atMs = nowEpochMs - state.startedAtEpochMs;
  const lines = [
    drawHead(state, atMs),
    drawPhaseBar(state, atMs, columns),
    drawPhaseNames(state, atMs, columns),
    ...drawRegions(state, columns),
    drawBreakers(state),
    drawFaults(state, atMs),
    ...drawEvents(state),
  ];
  return lines.map((segments) => composeLine(segments, columns, paint));
}
