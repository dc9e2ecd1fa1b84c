import type { BreakerPolicy } from '../../shared/contracts/policies.ts';
import type { OperationName } from '../../shared/operations.ts';
import { type Breaker, type BreakerState, createBreaker, createNoBreaker } from '../breaker.ts';

/** A client's breakers that look at the same operations, by region. */
export type RegionBreakers = ReadonlyMap<string, Breaker>;

/** @param operation null where its breaker looks at all of them */
export type BreakerChange = (
  region: string,
  operation: OperationName | null,
  state: BreakerState,
  nowMs: number,
) => void;

/**
 * Answers the breakers that an operation goes by: the same for all operations, or its own, made when it is first asked for.
 * @param policy null: breakers that never open
 */
export function createBreakers(
  policy: BreakerPolicy | null,
  regions: readonly string[],
  onChange: BreakerChange,
): (operation: OperationName) => RegionBreakers {
  const create = (operation: OperationName | null): RegionBreakers =>
    new Map(
      regions.map((region) => [
        region,
        policy === null
          ? createNoBreaker()
          : createBreaker(policy, (state, nowMs) => onChange(region, operation, state, nowMs)),
      ]),
    );
  if (policy?.scope !== 'operation') {
    const shared = create(null);
    return () => shared;
  }
  const own = new Map<OperationName, RegionBreakers>();
  return (operation) => {
    const breakers = own.get(operation) ?? create(operation);
    own.set(operation, breakers);
    return breakers;
  };
}
