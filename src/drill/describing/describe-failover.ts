import type { FailoverPolicy } from '../../shared/contracts/policies.ts';
import { formatPercent, formatPerSecond, joinWords } from '../../shared/format.ts';
import { formatDuration } from '../format.ts';

/** `failback by probe, stable for 5 s; only GetObject; health probe every 1 s` */
export function describeFailover(failover: FailoverPolicy): string {
  const { weights, operations, deadlineShare, healthProbe, operator } = failover;
  const parts = [
    weights === null
      ? null
      : Object.entries(weights)
          .map(([region, share]) => `${region} ${formatPercent(share)}`)
          .join(', '),
    describeFailback(failover),
    operations === null ? null : `only ${joinWords(operations)}`,
    deadlineShare === null ? null : `elsewhere after ${formatPercent(deadlineShare)} of the deadline`,
    healthProbe === null ? null : `health probe every ${formatDuration(healthProbe.everyMs)}`,
    operator === null ? null : "operator's switch",
    describeProtection(failover),
  ];
  return parts.filter((part) => part !== null).join('; ');
}

function describeFailback({ failback: { kind, stableMs, rampMs } }: FailoverPolicy): string {
  const conditions = [
    kind === 'never' ? 'no failback' : `failback by ${kind}`,
    ...(stableMs === 0 ? [] : [`stable for ${formatDuration(stableMs)}`]),
    ...(rampMs === 0 ? [] : [`over ${formatDuration(rampMs)}`]),
  ];
  return conditions.join(', ');
}

function describeProtection({ standbyProtection }: FailoverPolicy): string | null {
  if (standbyProtection === null) return null;
  if (standbyProtection.kind === 'cap') return `at most ${formatPerSecond(standbyProtection.perSecond)} shifted`;
  const { fromShare, overMs } = standbyProtection;
  return `shifted traffic grows from ${formatPercent(fromShare)} over ${formatDuration(overMs)}`;
}
