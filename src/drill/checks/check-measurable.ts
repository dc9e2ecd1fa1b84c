import type { Problem } from '../problem.ts';
import type { ReadableParts } from '../readable-parts.ts';
import type { CheckedObjective } from '../schema/objective-schema.ts';
import { asksRegion, mayRetry, type Setup } from '../setups.ts';
import { problemAt } from './check.ts';

/**
 * What can never be measured would only ever be missed.
 * @param judged the workloads, in each variant, that the objective is judged in
 */
export function checkMeasurable(
  objective: CheckedObjective,
  path: string,
  parts: ReadableParts,
  judged: readonly Setup[],
): Problem[] {
  const { measure } = objective;
  if (measure.endsWith('Time') && parts.faults?.length === 0) {
    return [problemAt(path, `${measure} counts from a fault, and this drill has none`)];
  }
  if (measure === 'recoveryTime') return checkStableWindow(parts);
  const region = 'region' in objective ? objective.region : undefined;
  if (region !== undefined && judged.length > 0 && !judged.some((setup) => asksRegion(setup, region))) {
    return [problemAt(`${path}.region`, `no client ever asks ${region}: it is neither their primary nor a standby`)];
  }
  const variants = [...new Set(judged.map(({ variant }) => variant))];
  return variants.flatMap((variant) => {
    const reason = findObstacle(
      objective,
      judged.filter((setup) => setup.variant === variant),
    );
    if (reason === null) return [];
    const where = variant === null ? '' : `in the variant ${variant} `;
    const remedy = objective.variant === undefined && variant !== null ? '; name the variants to judge it in' : '';
    return [problemAt(path, `${where}${reason}${remedy}`)];
  });
}

/** Why no workload of a variant can have what is measured; null: some can. */
function findObstacle({ measure }: CheckedObjective, setups: readonly Setup[]): string | null {
  const some = (holds: (setup: Setup) => boolean) => setups.some(holds);
  switch (measure) {
    case 'detectionTime':
      if (some(({ clients }) => clients.breaker !== null || clients.failover !== null)) return null;
      return 'clients notice a fault by a breaker or by failing over, and have neither';
    case 'failoverTime':
    case 'failbackTime': {
      const policies = setups.flatMap(({ clients }) => clients.failover ?? []);
      if (policies.length === 0) return 'clients do not fail over; that takes a standby and a failover policy';
      if (measure === 'failoverTime' || policies.some(({ failback }) => failback !== 'never')) return null;
      return "clients stay where they are: failover says failback: 'never'";
    }
    case 'breakerOpenings':
      return some(({ clients }) => clients.breaker !== null) ? null : 'clients have no breaker';
    case 'retrySynchronisation':
      return some(mayRetry) ? null : 'clients never retry';
    default:
      return null;
  }
}

function checkStableWindow({ phases, stableWindow }: ReadableParts): Problem[] {
  if (phases === undefined || stableWindow === undefined) return [];
  const leftMs = phases.fault + phases.recovery;
  if (stableWindow <= leftMs) return [];
  return [
    problemAt('stableWindow', `is ${stableWindow} ms, but after the fault's start the run lasts ${leftMs} ms only`),
  ];
}
