import { largestBytes } from '../../shared/sizes.ts';
import { settleObjectSize } from '../planning/plan-objects.ts';
import type { Problem } from '../problem.ts';
import type { ReadableParts } from '../readable-parts.ts';
import type { CheckedLoad } from '../schema/load-schema.ts';
import type { Setup } from '../setups.ts';
import { listWorkloads } from '../workload-parts.ts';
import { type Check, problemAt } from './check.ts';

/** More than one machine can send through loopback. */
const mostPerSecond = 20_000;
const longestRunMs = 24 * 3_600_000;
/** Embedded regions hold their objects in memory, and clients the bodies that they write. */
const mostBytes = 1024 ** 3;
/**
 * An operation has one request under way, but for uploads (four parts at a time) and hedged reads (two). Each holds a
 * connection, and Linux has some 28,000 local ports for one endpoint.
 */
const mostInFlight = 20_000;
/** Telemetry numbers regions by one digit of its rows' keys, and S3 itself has some 35. */
const mostRegions = 35;

/** Bounds that keep a slip of the pen from taking the machine down. */
export const checkCaps: Check = (parts, setups) => [
  ...capRegions(parts),
  ...capRates(parts),
  ...capDuration(parts),
  ...capSeeding(parts),
  ...[...new Set(setups.map(({ variant }) => variant))].flatMap((variant) =>
    capClients(
      parts,
      setups.filter((setup) => setup.variant === variant),
    ),
  ),
];

function refuseAbove(path: string, what: string, is: number, most: number, unit: string): Problem[] {
  if (is <= most) return [];
  const figures = `${is.toLocaleString('en-US')}${unit}; the cap is ${most.toLocaleString('en-US')}${unit}`;
  return [problemAt(path, `${what} is ${figures}`)];
}

function capRegions({ regions }: ReadableParts): Problem[] {
  return refuseAbove('regions', 'the number of regions', Object.keys(regions ?? {}).length, mostRegions, '');
}

function capRates(parts: ReadableParts): Problem[] {
  const peaks = listWorkloads(parts).map(({ load, loadPath }) => {
    const { key, perSecond } = findPeak(load);
    return { path: `${loadPath}${key}`, perSecond };
  });
  const alone = peaks.flatMap(({ path, perSecond }) =>
    refuseAbove(path, 'the arrival rate', perSecond, mostPerSecond, '/s'),
  );
  if (alone.length > 0) return alone;
  const sum = peaks.reduce((total, { perSecond }) => total + perSecond, 0);
  return refuseAbove('workloads', 'the arrival rate of all together', sum, mostPerSecond, '/s');
}

function findPeak(load: CheckedLoad): { key: string; perSecond: number } {
  switch (load.kind) {
    case 'constant':
      return { key: '.rate', perSecond: load.rate };
    case 'ramp':
      return load.from > load.to ? { key: '.from', perSecond: load.from } : { key: '.to', perSecond: load.to };
    case 'steps':
      return { key: '.steps', perSecond: Math.max(...load.steps.map(({ rate }) => rate)) };
    case 'spike':
      return { key: '.peak', perSecond: load.peak };
    case 'daily':
      return { key: '.high', perSecond: load.high };
    case 'csv':
      return { key: '.file', perSecond: Math.max(...load.points.map(({ perSecond }) => perSecond)) };
    case 'concurrency':
      return { key: '', perSecond: 0 };
  }
}

function capDuration({ phases }: ReadableParts): Problem[] {
  if (phases === undefined) return [];
  const hours = (phases.steady + phases.fault + phases.recovery) / 3_600_000;
  return refuseAbove('phases', 'the whole run', hours, longestRunMs / 3_600_000, ' h');
}

function capSeeding(parts: ReadableParts): Problem[] {
  if (parts.objects === undefined) return [];
  const bytes = parts.objects.count * largestBytes(settleObjectSize(parts));
  return refuseAbove('objects', 'count × size, held in memory by each region,', bytes, mostBytes, ' bytes');
}

/** @param setups of one variant */
function capClients(parts: ReadableParts, setups: readonly Setup[]): Problem[] {
  const sum = (value: (setup: Setup) => number) => setups.reduce((total, setup) => total + value(setup), 0);
  const path = setups.length > 1 ? 'workloads' : 'clients';
  return [
    ...refuseAbove(
      path,
      'count × concurrency, the operations in flight,',
      sum(({ clients }) => clients.count * clients.concurrency),
      mostInFlight,
      '',
    ),
    ...refuseAbove(
      path,
      'count × the largest body that a client holds in memory',
      sum(({ clients, workload }) => clients.count * findLargestBody(workload, parts)),
      mostBytes,
      ' bytes',
    ),
  ];
}

/** What a client sends, or must know to compare what it reads. */
function findLargestBody({ operations }: Setup['workload'], parts: ReadableParts): number {
  const { GetObject, ListObjectsV2, PutObject, MultipartUpload } = operations;
  const readsSeeded = GetObject !== undefined || ListObjectsV2?.followedBy !== undefined;
  return Math.max(
    readsSeeded ? largestBytes(settleObjectSize(parts)) : 0,
    PutObject === undefined ? 0 : largestBytes(PutObject.size),
    MultipartUpload === undefined ? 0 : Math.min(MultipartUpload.parts, largestBytes(MultipartUpload.size)),
  );
}
