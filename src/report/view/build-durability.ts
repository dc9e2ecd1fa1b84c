import type { Result } from '../../shared/contracts/result.ts';
import { formatCount, formatMs } from '../../shared/format.ts';

export interface DurabilityRow {
  label: string;
  value: string;
  meaning: string;
}

/** null where no audit ran. */
export function buildDurability({ durability }: Result): DurabilityRow[] | null {
  if (durability === null) return null;
  const { acknowledged, indeterminate, lost, permanentlyLost, stale, duplicates, clobbered, corrupt } = durability;
  return [
    row('acknowledged', acknowledged, 'writes that the client was told are stored'),
    row('indeterminate', indeterminate, 'writes that may or may not be stored'),
    row('lost', lost, 'acknowledged, absent at the standby when first read'),
    row('permanently lost', permanentlyLost, 'absent after replication had drained'),
    row('stale', stale, 'reads older than a write acknowledged before they began'),
    row('duplicates', duplicates, 'more than one version of one intended write'),
    row('clobbered', clobbered, 'newer values replaced by a late retry'),
    row('corrupt', corrupt, 'checksum differs'),
    { label: 'data loss', value: formatMs(durability.dataLossMs), meaning: 'measured, against the RPO' },
  ];
}

function row(label: string, count: number, meaning: string): DurabilityRow {
  return { label, value: formatCount(count), meaning };
}
