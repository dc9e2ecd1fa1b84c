import type { GatewayState } from '../../shared/contracts/control.ts';
import type { PlanRegion } from '../../shared/contracts/plan.ts';
import type { RegionAccess } from '../../shared/contracts/regions.ts';
import { exitCodes, Failure } from '../../shared/failure.ts';
import { deriveSeed } from '../../shared/random.ts';
import { readGatewayState, revertAllFaults } from './control-client.ts';
import { createCredentials, nameBucket } from './create-credentials.ts';
import { type RegionWorker, startRegionWorker } from './region-worker.ts';

export interface StartRegionsOptions {
  regions: PlanRegion[];
  /** S3 port by region name; any free one where absent. */
  ports?: Record<string, number>;
  seed: number;
  maxBytesPerRegion: number;
  /** Called when a region's process ends by itself, with the reason in words. */
  onRegionExit(region: string, reason: string): void;
}

export interface RunningRegions {
  /** In the order of the plan. */
  readonly access: RegionAccess[];
  /** @throws Failure `gateway-unreachable` */
  readState(region: string): Promise<GatewayState>;
  /** Resolves when no fault holds any more; asks every region before it throws. @throws Failure `gateway-unreachable` */
  revertAllFaults(): Promise<void>;
  /** Leaves no process and no port. */
  stop(): Promise<void>;
}

/**
 * Starts one process per region, with credentials of its own for this run, and has them replicate as the plan says.
 * When one fails the others are stopped.
 * @throws Failure `port-busy`, `region-failed`
 */
export async function startRegions(options: StartRegionsOptions): Promise<RunningRegions> {
  const starts = await Promise.allSettled(options.regions.map((region) => startWorker(region, options)));
  const workers = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const stop = async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
  };
  try {
    throwFirstRejection(starts);
    await wireReplication(options.regions, workers);
  } catch (error) {
    await stop();
    throw error;
  }

  const access = workers.map((worker) => worker.access);
  return {
    access,
    stop,
    readState: async (region) => readGatewayState(findAccess(access, region)),
    revertAllFaults: async () => throwFirstRejection(await Promise.allSettled(access.map(revertAllFaults))),
  };
}

function startWorker(region: PlanRegion, options: StartRegionsOptions): Promise<RegionWorker> {
  const { ports, seed, maxBytesPerRegion, onRegionExit } = options;
  return startRegionWorker(
    {
      region: region.name,
      bucket: nameBucket(region.name),
      ...createCredentials(),
      port: ports?.[region.name] ?? 0,
      maxBytes: maxBytesPerRegion,
      replicationSeed: deriveSeed(seed, `replication from ${region.name}`),
    },
    (reason) => onRegionExit(region.name, reason),
  );
}

async function wireReplication(regions: PlanRegion[], workers: RegionWorker[]): Promise<void> {
  const access = workers.map((worker) => worker.access);
  await Promise.all(
    workers.map(async (worker) => {
      const targets = findReplicas(regions, worker.access.name).map((replica) => {
        const { name, controlUrl, controlToken } = findAccess(access, replica.name);
        return { region: name, controlUrl, controlToken, lagMs: replica.replicationLagMs };
      });
      if (targets.length > 0) await worker.replicateTo(targets);
    }),
  );
}

function findReplicas(regions: PlanRegion[], source: string): PlanRegion[] {
  return regions.filter((region) => region.replicatesFrom === source);
}

function findAccess(access: RegionAccess[], region: string): RegionAccess {
  const found = access.find(({ name }) => name === region);
  if (found !== undefined) return found;
  throw new Failure('unknown-region', `No region ${region} runs here`, { exitCode: exitCodes.usage });
}

function throwFirstRejection(outcomes: PromiseSettledResult<unknown>[]): void {
  const rejected = outcomes.find((outcome) => outcome.status === 'rejected');
  if (rejected !== undefined) throw rejected.reason;
}
