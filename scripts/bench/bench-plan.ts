import { loadDrill } from '../../src/drill/load-drill.ts';
import type { Plan } from '../../src/shared/contracts/plan.ts';
import type { PlanLoad } from '../../src/shared/contracts/workload.ts';
import { createDrillPayload, describeSeededObjects } from '../../src/shared/seeded-objects.ts';

export const benchSeconds = 8;
const bytes = 4096;

export interface BenchShape {
  clients: number;
  concurrency: number;
  load: PlanLoad;
}

/** The main drill without faults, reading one object of 4 KiB. */
export async function buildBenchPlan({ clients, concurrency, load }: BenchShape): Promise<Plan> {
  const [plan] = await loadDrill('drills/regional-failover.ts', { seed: 1 });
  const [workload] = plan?.workloads ?? [];
  const read = workload?.operations.find(({ name }) => name === 'GetObject');
  if (plan === undefined || workload === undefined || read === undefined)
    throw new Error('the main drill reads nothing');
  const third = (benchSeconds * 1000) / 3;
  return {
    ...plan,
    workloads: [
      {
        ...workload,
        clients: { ...workload.clients, count: clients, concurrency, queueLimit: concurrency },
        operations: [{ ...read, share: 1 }],
        load,
      },
    ],
    objects: { count: 1, size: { kind: 'range', minBytes: bytes, maxBytes: bytes }, prefixes: 1 },
    phases: plan.phases.map((phase, index) => ({ ...phase, fromMs: index * third, toMs: (index + 1) * third })),
    faults: [],
  };
}

/** What the one object holds: a client verifies what it reads. */
export function readBenchBody(plan: Plan): string {
  const seeded = describeSeededObjects(plan, 'bench');
  return createDrillPayload(plan.seed, bytes).take(seeded.bytesOf(0), seeded.startOf(0));
}

/** The environment of a compiled drill whose every region is that server. */
export function buildBenchEnvironment(plan: Plan, endpoint: string): Record<string, string> {
  const secrets = { accessKeyId: 'bench', secretAccessKey: 'bench', controlToken: 'bench' };
  const regions = plan.regions.map(({ name }) => ({
    name,
    endpoint,
    bucket: 'bucket',
    controlUrl: endpoint,
    ...secrets,
  }));
  return {
    S3DRILL_REGIONS: JSON.stringify({ regions }),
    S3DRILL_COLLECTOR_URL: `${endpoint}/telemetry`,
    S3DRILL_RUN_ID: 'bench',
  };
}
