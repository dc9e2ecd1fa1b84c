import type { Plan } from '../../../shared/contracts/plan.ts';
import { formatBytes, formatMs, formatNumber, nothing } from '../../../shared/format.ts';
import { nameSetting, readClients, readRetry } from './read-settings.ts';

export interface DifferenceRow {
  /** `retry.jitter`; with what it is about in brackets where that is not everything: `deadline (GetObject)`. */
  setting: string;
  /** One per plan. */
  cells: string[];
}

interface Found {
  subject: string;
  setting: string;
  cells: string[];
}

/** The settings of clients and operations in which the plans of a drill's variants differ. */
export function listDifferences(plans: readonly Plan[]): DifferenceRow[] {
  const [first] = plans;
  if (first === undefined) return [];
  const several = first.workloads.length > 1;
  const clients = first.workloads.flatMap(({ name }, i) =>
    compareValues(
      '',
      plans.map((plan) => readWorkloadClients(plan, i)),
    ).map((found) => ({ ...found, subject: name })),
  );
  const operations = first.workloads.flatMap((workload, i) =>
    workload.operations.flatMap(({ name }, j) =>
      compareValues(
        '',
        plans.map((plan) => readOperation(plan, i, j)),
      ).map((found) => ({ ...found, subject: several ? `${workload.name} ${name}` : name })),
    ),
  );
  const operationCount = first.workloads.reduce((sum, workload) => sum + workload.operations.length, 0);
  return [...gather(clients, first.workloads.length), ...gather(operations, operationCount)];
}

function readWorkloadClients(plan: Plan, workload: number): unknown {
  const clients = plan.workloads[workload]?.clients;
  return clients && readClients(clients, plan);
}

function readOperation(plan: Plan, workload: number, position: number): unknown {
  const operation = plan.workloads[workload]?.operations[position];
  return operation && { ...operation, retry: operation.retry && readRetry(operation.retry) };
}

/** What differs alike in several places is one row. @param everywhere how many places there are */
function gather(found: readonly Found[], everywhere: number): DifferenceRow[] {
  const groups = new Map<string, Found[]>();
  for (const each of found) {
    const key = JSON.stringify([each.setting, each.cells]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { setting, cells } = first;
    const about = group.length === everywhere ? '' : ` (${group.map(({ subject }) => subject).join(', ')})`;
    return [{ setting: `${setting}${about}`, cells }];
  });
}

/** Stands for the settings of a policy that a plan has switched off: they differ from nothing. */
const switchedOff = Symbol('switched off');

function compareValues(path: string, values: readonly unknown[]): Omit<Found, 'subject'>[] {
  const present = values.filter((value) => value !== switchedOff);
  if (new Set(present.map((value) => JSON.stringify(value))).size < 2) return [];
  const isStructured = present.every((value) => isObject(value) || value === null || value === undefined);
  if (!isStructured || !present.some(isObject)) {
    return [{ setting: nameSetting(path), cells: values.map((value) => describeValue(path, value)) }];
  }
  // Where all that have the policy have the same, no row below says what it is.
  const isAlike = new Set(present.filter(isObject).map((value) => JSON.stringify(value))).size === 1;
  const own = present.includes(null)
    ? [{ setting: nameSetting(path), cells: values.map((value) => describePresence(path, value, isAlike)) }]
    : [];
  const keys = [...new Set(present.flatMap((value) => (isObject(value) ? Object.keys(value) : [])))];
  const inside = keys.flatMap((key) =>
    compareValues(
      path === '' ? key : `${path}.${key}`,
      values.map((value) => (isObject(value) ? value[key] : value === null ? switchedOff : value)),
    ),
  );
  return [...own, ...inside];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describePresence(path: string, value: unknown, inFull: boolean): string {
  if (!isObject(value)) return describeValue(path, value);
  return inFull ? `on (${listSettings('', value).join(', ')})` : 'on';
}

function listSettings(path: string, value: unknown): string[] {
  if (!isObject(value)) return [`${nameSetting(path)} ${describeValue(path, value)}`];
  return Object.entries(value).flatMap(([key, inner]) => listSettings(path === '' ? key : `${path}.${key}`, inner));
}

/** What null means, where that is not `off`. */
const nulls: Record<string, string> = { maxAttempts: 'unbounded', operations: 'all', backAtMs: 'never' };

function describeValue(path: string, value: unknown): string {
  const key = path.split('.').at(-1) ?? '';
  if (value === undefined || value === switchedOff) return nothing;
  if (value === null) return nulls[key] ?? 'off';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value !== 'number') return String(value);
  if (key.endsWith('Ms')) return formatMs(value);
  return key.endsWith('Bytes') ? formatBytes(value) : formatNumber(value);
}
