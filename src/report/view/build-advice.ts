import type { Result } from '../../shared/contracts/result.ts';
import { formatFactor, formatMs, formatPercent, formatQuantity, nothing } from '../../shared/format.ts';
import { buildComparison } from './build-comparison.ts';
import { suggestRehearsal } from './suggest-rehearsal.ts';
import { isJudged, knowsFaults } from './trust.ts';

/** Says what to do, or null when the measurement gives no reason. */
type Advise = (result: Result) => string | null;

const mostLines = 3;
/** Busiest 100 ms of retries ÷ the mean around them, from 1 to 11; with full jitter it stays near 1 to 2. */
const synchronisedAbove = 3;
/** Attempts per operation from which retries are a load of their own. */
const retriesMatterAbove = 1.2;
/** Attempts per operation above which retries, not users, are most of the load. */
const amplifiedAbove = 2;
/** A breaker that counts consecutive failures needs less at any rate worth a drill. */
const slowFailoverMs = 1000;

const distrustInvalidRun: Advise = ({ validity }) =>
  `Run it again before you act on any figure: ${validity.reasons[0] ?? 'the run is not valid'}`;

const finishInterruptedRun = 'Let the drill run to its end: figures of an interrupted run cover only a part.';

const findFaultWithoutEffect: Advise = (result) => {
  const unseen = knowsFaults(result) ? result.faults.find((fault) => fault.injected === 0) : undefined;
  if (unseen === undefined) return null;
  return `Check the selectors of fault ${unseen.id}: no request to ${unseen.region} was ever faulted by it.`;
};

const stopLosingWrites: Advise = ({ durability }) => {
  if (durability === null || durability.lost + durability.permanentlyLost === 0) return null;
  const lost = `${formatQuantity(durability.lost, 'acknowledged write was', 'acknowledged writes were')} missing on the standby`;
  return `${lost}, ${formatQuantity(durability.permanentlyLost, 'of them', 'of them')} for good: don’t acknowledge before a second region holds the write, or replay from the ledger.`;
};

const giveClientsSomewhereToGo: Advise = ({ recovery, phases, operations, faults }) => {
  const broken = new Set(faults.map((fault) => fault.region));
  const servedElsewhere = operations.some(
    (row) => row.phase === 'fault' && row.succeeded > 0 && row.region !== '' && !broken.has(row.region),
  );
  const suffered = phases.some((phase) => phase.kind === 'fault' && phase.failed > 0);
  if (recovery.faultAtMs === null || recovery.failoverMs !== null || !suffered || servedElsewhere) return null;
  return 'Traffic never moved to a standby: give the clients a standby, a breaker that opens on consecutive failures, and a failover policy.';
};

const failOverSooner: Advise = ({ recovery, verdict }) => {
  const { failoverMs } = recovery;
  const missed = verdict.rules.some((rule) => rule.status === 'missed' && rule.measure === 'successRate');
  if (!missed || failoverMs === null || failoverMs < slowFailoverMs) return null;
  return `Fail over sooner: traffic took ${formatMs(failoverMs)} to shift. Open the breaker after fewer consecutive failures, and shorten the attempt timeout.`;
};

const recoverAtAll: Advise = ({ recovery }) =>
  recovery.faultAtMs !== null && recovery.recoveryMs === null
    ? 'Success and p99 never came back to steady values before the drill ended: find what keeps failing in the blast radius, or lengthen the recovery phase.'
    : null;

const spreadRetries: Advise = ({ retries }) => {
  const { synchronisation } = retries;
  // Where clients fail over, the few retries there are all fall into its first moments: a burst, but no storm.
  const inFault = retries.byPhase.find(({ phase }) => phase === 'fault')?.amplification ?? 1;
  if (inFault < retriesMatterAbove || synchronisation === null || synchronisation <= synchronisedAbove) return null;
  return `Retries came in waves, the busiest 100 ms ${formatFactor(synchronisation)} the mean around them: use full jitter in the backoff.`;
};

const limitRetries: Advise = ({ retries }) => {
  const worst = [...retries.byPhase].sort((a, b) => (b.amplification ?? 0) - (a.amplification ?? 0))[0];
  if (worst === undefined || worst.amplification === null || worst.amplification <= amplifiedAbove) return null;
  return `Clients sent ${formatFactor(worst.amplification)} the requests that were asked for in the ${worst.phase} phase: lower maxAttempts, or let a retry budget (token bucket) stop them.`;
};

const returnGently: Advise = ({ recovery }) => {
  const errors = recovery.failbackErrors ?? 0;
  // Traffic that never moved as a whole has no way back to make gentler.
  if (errors === 0 || recovery.failoverMs === null) return null;
  return `${formatQuantity(errors, 'operation')} failed on the way back: ask for more successful probes before the breaker closes.`;
};

const stopShedding: Advise = ({ totals, phases, priorities }) => {
  // That the less important gave way is what priorities are for.
  const ranked = new Set(priorities.map(({ priority }) => priority)).size > 1;
  const unwanted = priorities.some(({ priority, shed }) => shed > 0 && (!ranked || priority === 'critical'));
  if (totals.shed === 0 || !unwanted) return null;
  const where = phases.filter((phase) => phase.shed > 0).map((phase) => phase.name);
  return `${formatQuantity(totals.shed, 'operation was', 'operations were')} shed in the ${where.join(' and ') || 'run’s'} phase: shorten timeouts so that slots free up sooner, or raise concurrency or the queue limit.`;
};

const heedWarnings: Advise = ({ validity }) =>
  validity.warnings[0] === undefined ? null : `Look at this before the next run: ${validity.warnings[0]}`;

const gatherEvidence: Advise = ({ verdict }) => {
  const open = verdict.rules.find((rule) => rule.status === 'inconclusive');
  return open === undefined ? null : `Run longer or at a higher rate: there was too little evidence for ${open.id}.`;
};

const findRegression: Advise = ({ comparison }) => {
  const worse =
    comparison === null ? undefined : buildComparison(comparison).rows.find((row) => row.verdict === 'regressed');
  if (worse === undefined) return null;
  const difference = worse.delta === nothing ? worse.note : worse.delta;
  return `Find what changed since the baselines: ${worse.metric} is ${worse.candidate} against ${worse.baseline} (${difference}).`;
};

const gatherBaselines: Advise = ({ comparison }) => {
  if (comparison === null || comparison.verdict !== 'inconclusive') return null;
  return `Add baselines: ${formatQuantity(comparison.baselineRuns.length, 'run')} could not tell this run’s differences from noise.`;
};

const mendMissedObjective: Advise = ({ verdict, blastRadius }) =>
  verdict.rules.some((rule) => rule.status === 'missed') && blastRadius.cells[0] !== undefined
    ? `Start with ${blastRadius.cells[0].op} at ${blastRadius.cells[0].region}: it made ${formatPercent(blastRadius.cells[0].share)} of all failed attempts.`
    : null;

/** Of a run that can't be trusted: what to mend before the next. Nothing it measured is a reason to change a client. */
const advisersOfInvalid: readonly Advise[] = [distrustInvalidRun, findFaultWithoutEffect];

/** In order of urgency; the first three that apply are shown. */
const advisers: readonly Advise[] = [
  stopLosingWrites,
  giveClientsSomewhereToGo,
  failOverSooner,
  recoverAtAll,
  limitRetries,
  spreadRetries,
  stopShedding,
  returnGently,
  mendMissedObjective,
  findRegression,
  gatherEvidence,
  gatherBaselines,
  heedWarnings,
];

export function buildAdvice(result: Result): string[] {
  if (result.verdict.status === 'interrupted') return [finishInterruptedRun];
  const asked = isJudged(result) ? advisers : advisersOfInvalid;
  const lines = asked.map((advise) => advise(result)).filter((line) => line !== null);
  return lines.length === 0 ? [suggestRehearsal(result)] : lines.slice(0, mostLines);
}
