import type { Result } from '../../shared/contracts/result.ts';
import { formatFactor, formatMs, formatPercent, formatQuantity, nothing } from '../../shared/format.ts';
import type { PhaseName } from '../../shared/operations.ts';
import type { AttemptCause } from '../../shared/outcome.ts';
import { buildComparison } from './build-comparison.ts';
import { suggestRehearsal } from './suggest-rehearsal.ts';
import { isJudged, knowsFaults } from './trust.ts';

/** Says what to do, or null when the measurement gives no reason. */
type Advise = (result: Result) => string | null;

const mostLines = 3;
/** Retry synchronisation, from 1 to 11; with full jitter it stays near 1 to 2. */
const synchronisedAbove = 3;
/** Retries per request from which they are a load of their own. */
const retriesMatterAbove = 0.2;
/** Attempts per request above which users are less than half of the load. */
const amplifiedAbove = 2;
/** A breaker needs less at any rate worth a drill. */
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

/** A region that throttles or refuses what conflicts works: leaving it would be wrong. */
const outages: ReadonlySet<string> = new Set([
  'internalError',
  'serviceUnavailable',
  'badGateway',
  'gatewayTimeout',
  'requestTimeout',
  'errorIn200',
  'blackhole',
  'reset',
]);

const giveClientsSomewhereToGo: Advise = (result) => {
  const { recovery, phases, faults } = result;
  // A share of the requests, or the first few, is met by trying again.
  const failedWhole = faults.some(
    ({ kind, requested, injected }) => outages.has(kind) && requested === 1 && injected > 0,
  );
  const suffered = phases.some((phase) => phase.kind === 'fault' && phase.failed > 0);
  if (recovery.faultAtMs === null || recovery.failoverMs !== null || !failedWhole || !suffered) return null;
  // A result does not hold the clients’ policies.
  if (hasOtherRegions(result)) return null;
  return 'No request went to another region while its own was out: if the clients have nowhere to go, give them a standby, a breaker and a failover policy.';
};

/** Whether something shows that clients may go elsewhere than planned, or are planned for a region without a fault. */
function hasOtherRegions({ attempts, events, faults }: Result): boolean {
  const broken = new Set(faults.map((fault) => fault.region));
  return (
    attempts.some(({ region, planned }) => region !== planned || !broken.has(planned)) ||
    events.some(({ type }) => type === 'failedOver' || type === 'diverted')
  );
}

const retryAtAll: Advise = ({ faults, retries, blastRadius }) => {
  const partial = faults.some(({ injected, observed }) => injected > 0 && observed !== null && observed < 1);
  const retried = retries.byCause.some(({ cause, count }) => cause === 'retry' && count > 0);
  if (!partial || retried || blastRadius.cells.length === 0) return null;
  return 'No failed attempt was made again, though the fault met only a share of requests: give the clients retries with backoff and full jitter, and an attempt timeout that leaves time for one.';
};

const failOverSooner: Advise = ({ recovery, verdict }) => {
  const { failoverMs } = recovery;
  const missed = verdict.rules.some((rule) => rule.status === 'missed' && rule.measure === 'successRate');
  if (!missed || failoverMs === null || failoverMs < slowFailoverMs) return null;
  return `Fail over sooner: traffic took ${formatMs(failoverMs)} to shift. Let the breaker open or the health probe notice sooner, and shorten the attempt timeout.`;
};

const recoverAtAll: Advise = ({ recovery }) =>
  recovery.faultAtMs !== null && recovery.recoveryMs === null
    ? 'Success and p99 did not come back to steady values for good before the drill ended: find what keeps failing in the blast radius, or lengthen the recovery phase.'
    : null;

const spreadRetries: Advise = ({ retries }) => {
  const { synchronisation } = retries;
  // Where clients fail over, the few retries there are all fall into its first moments: a burst, but no storm.
  const perRequest = countPerRequest(retries, 'fault', 'retry');
  if (perRequest < retriesMatterAbove || synchronisation === null || synchronisation <= synchronisedAbove) return null;
  return `Retries came in waves, the 100 ms that stood out most ${formatFactor(synchronisation)} the mean around them: use full jitter in the backoff.`;
};

const limitRetries: Advise = ({ retries }) => {
  const worst = [...retries.byPhase].sort((a, b) => (b.amplification ?? 0) - (a.amplification ?? 0))[0];
  if (worst === undefined || worst.amplification === null || worst.amplification <= amplifiedAbove) return null;
  const { phase, amplification } = worst;
  const facts = `Clients sent ${formatFactor(amplification)} the requests that were asked for in the ${phase} phase`;
  // A hedge is no retry: what bounds these does not bound it.
  if (countPerRequest(retries, phase, 'hedge') > countPerRequest(retries, phase, 'retry')) {
    return `${facts}, most of the rest being hedges: lower the hedging budget, or hedge later.`;
  }
  return `${facts}: lower maxAttempts, or let a retry budget (token bucket) stop them.`;
};

/** Attempts of a cause per request that would have been sent had none failed; 0 without requests. */
function countPerRequest({ byCause }: Result['retries'], phase: PhaseName, cause: AttemptCause): number {
  const count = (causes: readonly AttemptCause[]) =>
    byCause.reduce((sum, row) => sum + (row.phase === phase && causes.includes(row.cause) ? row.count : 0), 0);
  const requests = count(['first', 'next']);
  return requests === 0 ? 0 : count([cause]) / requests;
}

const returnGently: Advise = ({ recovery, outcomes }) => {
  const errors = recovery.failbackErrors ?? 0;
  // Traffic that never moved as a whole has no way back to make gentler.
  if (errors === 0 || recovery.failoverMs === null) return null;
  // What was shed or held back from a standby says nothing about the way back.
  const heldBack = outcomes.reduce(
    (sum, { phase, outcome, count }) =>
      sum + (phase === 'recovery' && (outcome === 'shed' || outcome === 'rejected') ? count : 0),
    0,
  );
  if (errors <= heldBack) return null;
  return `${formatQuantity(errors, 'operation')} failed on the way back: ask for more successful probes before the breaker closes.`;
};

const stopShedding: Advise = ({ totals, phases, priorities, breakers, events }) => {
  // That the less important gave way is what priorities are for.
  const ranked = new Set(priorities.map(({ priority }) => priority)).size > 1;
  // While a region is distrusted a shedding policy drops others than critical ones on purpose.
  const distrusted = breakers.some(({ opened }) => opened > 0) || events.some(({ type }) => type === 'regionUnhealthy');
  const byNeed = !ranked && !distrusted;
  const unwanted = priorities.some(({ priority, shed }) => shed > 0 && (byNeed || priority === 'critical'));
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

const mendMissedObjective: Advise = ({ verdict, blastRadius: { cells } }) => {
  if (verdict.rules.every((rule) => rule.status !== 'missed')) return null;
  // However its attempts failed.
  const places = new Map<string, number>();
  for (const { op, region, failures } of cells) {
    const place = `${op} at ${region}`;
    places.set(place, (places.get(place) ?? 0) + failures);
  }
  const [worst] = [...places].sort(([, left], [, right]) => right - left);
  if (worst === undefined) return null;
  const all = cells.reduce((sum, { failures }) => sum + failures, 0);
  return `Start with ${worst[0]}: it made ${formatPercent(worst[1] / all)} of all failed attempts.`;
};

/** Of a run that can't be trusted: what to mend before the next. Nothing it measured is a reason to change a client. */
const advisersOfInvalid: readonly Advise[] = [distrustInvalidRun, findFaultWithoutEffect];

/** In order of urgency; the first three that apply are shown. */
const advisers: readonly Advise[] = [
  stopLosingWrites,
  giveClientsSomewhereToGo,
  retryAtAll,
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
