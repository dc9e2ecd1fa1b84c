import type { Result } from '../shared/contracts/result.ts';
import { operationNames, type PhaseName, phaseNames } from '../shared/operations.ts';
import { listBoth, type Metric, mapPools, type Pools } from './metric.ts';
import { readLatencies } from './read-latency.ts';
import { readSuccess } from './read-success.ts';
import { readTimes } from './read-times.ts';
import { factorScale } from './scales.ts';
import type { Tolerances } from './tolerances.ts';

/**
 * What gates a verdict, at most six (Holm's correction weakens each of them the more there are): success while the
 * fault lasts and after it, the tail of latency in steady state and in the fault, failover and recovery time. All else
 * informs. Ids read as those of objectives: `p99(fault)`.
 */
const successGates: ReadonlySet<PhaseName> = new Set(['fault', 'recovery']);
const latencyGates: ReadonlySet<PhaseName> = new Set(['steady', 'fault']);

/** Every metric that can be read from all runs, the primary ones first. */
export function listMetrics(runs: Pools<Result>, tolerances: Tolerances): Metric[] {
  const metrics = [
    ...phaseNames.flatMap((phase) => listPhaseMetrics(phase, runs, tolerances)),
    ...readTimes(tolerances.timeSeconds, runs),
    ...listCellMetrics(runs, tolerances),
  ];
  return [...metrics.filter((metric) => metric.primary), ...metrics.filter((metric) => !metric.primary)];
}

function listPhaseMetrics(phase: PhaseName, runs: Pools<Result>, tolerances: Tolerances): Metric[] {
  const labels = { phase, region: null, op: null };
  const success = readSuccess(
    { ...labels, id: `success(${phase})`, primary: successGates.has(phase) },
    tolerances.success,
    runs,
    (run) => {
      const found = run.phases.find(({ name }) => name === phase);
      return found && { count: found.operations, succeeded: found.succeeded };
    },
  );
  const latencies = readLatencies(
    { ...labels, primary: latencyGates.has(phase) },
    (quantile) => `${quantile}(${phase})`,
    tolerances.latency,
    runs,
    (run) => run.phases.find(({ name }) => name === phase)?.latencyMs,
  );
  const amplification = readAmplification(phase, runs, tolerances.amplification);
  return [success, ...latencies, amplification].filter((metric) => metric !== null);
}

function readAmplification(phase: PhaseName, runs: Pools<Result>, tolerance: number): Metric | null {
  const readings = mapPools(runs, ({ retries }) => {
    const value = retries.byPhase.find((entry) => entry.phase === phase)?.amplification ?? null;
    return value === null ? null : { value, position: value };
  });
  if (listBoth(readings).includes(null)) return null;
  const id = `retryAmplification(${phase})`;
  return {
    id,
    phase,
    region: null,
    op: null,
    scale: factorScale,
    tolerance,
    primary: false,
    ...readings,
    counts: null,
    note: '',
  };
}

/** Success and the highest readable quantile of each phase × operation × region that served in every run. */
function listCellMetrics(runs: Pools<Result>, tolerances: Tolerances): Metric[] {
  const regions = new Set(listBoth(runs).flatMap((run) => run.operations.map((row) => row.region)));
  regions.delete('');
  const cells = phaseNames.flatMap((phase) =>
    operationNames.flatMap((op) => [...regions].sort().map((region) => ({ phase, op, region, primary: false }))),
  );
  return cells.flatMap((labels) => {
    const { phase, op, region } = labels;
    const scope = `(${phase}, ${op}, ${region})`;
    const findRow = ({ operations }: Result) =>
      operations.find((row) => row.phase === phase && row.op === op && row.region === region);
    const success = readSuccess({ ...labels, id: `success${scope}` }, tolerances.success, runs, findRow);
    if (success === null) return [];
    const [tail] = readLatencies(
      labels,
      (quantile) => `${quantile}${scope}`,
      tolerances.latency,
      runs,
      (run) => findRow(run)?.latencyMs,
    );
    return tail === undefined ? [success] : [success, tail];
  });
}
