import type { FailoverPolicy } from '../../shared/contracts/policies.ts';
import { type OperationName, operationNames } from '../../shared/operations.ts';
import type { CheckedFailover } from '../schema/failover-schema.ts';

const reads: ReadonlySet<OperationName> = new Set(['GetObject', 'HeadObject', 'ListObjectsV2', 'GetObjectTagging']);

const defaultFromShare = 0.1;

/** Operations that may be served elsewhere than planned; null: all. */
export function listMovableOperations({ operations, readsOnly }: CheckedFailover): OperationName[] | null {
  if (readsOnly) return operationNames.filter((name) => reads.has(name));
  return operations === undefined ? null : operationNames.filter((name) => operations.includes(name));
}

/** @param faultFromMs start of the fault phase, from which an operator's times count */
export function planFailover(failover: CheckedFailover, faultFromMs: number): FailoverPolicy {
  const { weights, deadlineShare, healthProbe, operator, failback, stableFor, ramp } = failover;
  return {
    weights: weights ?? null,
    operations: listMovableOperations(failover),
    deadlineShare: deadlineShare ?? null,
    healthProbe: healthProbe && {
      everyMs: healthProbe.every,
      timeoutMs: healthProbe.timeout,
      unhealthyAfter: healthProbe.unhealthyAfter,
      healthyAfter: healthProbe.healthyAfter,
    },
    operator:
      operator === undefined
        ? null
        : {
            awayAtMs: faultFromMs + operator.away,
            backAtMs: operator.back === undefined ? null : faultFromMs + operator.back,
          },
    failback: { kind: failback, stableMs: stableFor, rampMs: ramp },
    standbyProtection: planProtection(failover),
  };
}

function planProtection({ protectStandby }: CheckedFailover): FailoverPolicy['standbyProtection'] {
  if (protectStandby === undefined) return null;
  const { ramp, from, cap } = protectStandby;
  if (cap !== undefined) return { kind: 'cap', perSecond: cap };
  return { kind: 'ramp', fromShare: from ?? defaultFromShare, overMs: ramp ?? 0 };
}
