import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { findK6 } from '../../src/acquire/find-k6.ts';
import { readAcquireSettings } from '../../src/acquire/settings.ts';
import { compileScript } from '../../src/compile/compile-script.ts';
import { startCollector } from '../../src/run/collector.ts';
import { type Plan, planSchema } from '../../src/shared/contracts/plan.ts';
import type { FlushRecord } from '../../src/shared/contracts/telemetry.ts';
import type { PlanWorkload } from '../../src/shared/contracts/workload.ts';
import type { Pattern } from './patterns.ts';
import { createSideCount, type SideCount } from './side-count.ts';

/** Longer than any retry takes: what is compared is how retries end by themselves. */
const deadlineMs = 120_000;

/**
 * One run of a compiled drill, in which every pattern has a region, a workload and one client of its own.
 * @returns by pattern
 */
export async function runWithK6(
  patterns: readonly Pattern[],
  endpoints: ReadonlyMap<string, string>,
  durationMs: number,
): Promise<Map<string, SideCount>> {
  const { path } = await findK6({
    ...readAcquireSettings(process.env),
    flag: undefined,
    env: process.env,
    allowDownload: false,
    allowBuild: false,
    onStep: () => {},
  });
  const counts = new Map(patterns.map(({ name }) => [name, createSideCount()]));
  const collector = await startCollector((record) => {
    if (record.type === 'flush') addFlush(counts.get(record.workload) as SideCount, record);
  });
  const directory = await mkdtemp(join(tmpdir(), 's3drill-parity-'));
  try {
    const script = join(directory, 'script.js');
    await writeFile(script, await compileScript(buildPlan(patterns, durationMs), 'parity'));
    const regions = patterns.map(({ name }) => {
      const endpoint = endpoints.get(name) as string;
      const control = { controlUrl: endpoint, controlToken: 'parity' };
      return { name, endpoint, bucket: 'parity', accessKeyId: 'parity', secretAccessKey: 'parity', ...control };
    });
    await execa(path, ['run', '--no-usage-report', '--quiet', '--no-thresholds', '--summary-mode=disabled', script], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        S3DRILL_REGIONS: JSON.stringify({ regions }),
        S3DRILL_COLLECTOR_URL: collector.url,
        S3DRILL_COLLECTOR_TOKEN: collector.token,
      },
    });
  } finally {
    await collector.close();
    await rm(directory, { recursive: true });
  }
  return counts;
}

/** Rows end in outcome and count, those of attempts in outcome, code, whether S3 answered, cause, number and count. */
function addFlush(side: SideCount, { operations, attempts }: FlushRecord): void {
  for (const row of operations) if (row.at(-2) === 'ok') side.succeeded += Number(row.at(-1));
  for (const row of attempts) side.addAnswer(String(row.at(-5) || row.at(-6)), Number(row.at(-1)));
}

function buildPlan(patterns: readonly Pattern[], durationMs: number): Plan {
  const third = durationMs / 3;
  return planSchema.parse({
    schema: 's3drill/plan@1',
    drill: { name: 'parity', hypothesis: null, file: 'parity.ts', hash: '0'.repeat(64), variant: null },
    seed: 1,
    regions: patterns.map(({ name }) => ({
      name,
      upstream: 'embedded',
      replicatesFrom: null,
      replicationLagMs: 0,
    })),
    workloads: patterns.map(buildWorkload),
    objects: { count: 1, size: { kind: 'range', minBytes: 1, maxBytes: 1 }, prefixes: 1 },
    phases: (['steady', 'fault', 'recovery'] as const).map((name, index) => ({
      name,
      kind: name,
      fromMs: index * third,
      toMs: (index + 1) * third,
    })),
    faults: [],
    objectives: [],
    availabilityTarget: 0.99,
    stableWindowMs: 1000,
  } satisfies Plan);
}

function buildWorkload({ name, mode, operation, concurrency, thinkMs }: Pattern): PlanWorkload {
  return {
    name,
    clients: {
      count: 1,
      concurrency,
      queueLimit: 0,
      primary: name,
      standby: [],
      retry: { kind: mode, maxAttempts: 3 },
      breaker: null,
      failover: null,
      hedge: null,
      limit: { kind: 'fixed' },
      shedding: null,
    },
    operations: [
      {
        name: operation,
        share: 1,
        priority: 'normal',
        deadlineMs,
        attemptTimeoutMs: deadlineMs,
        retry: null,
        keys: { kind: 'uniform' },
        size: operation === 'PutObject' ? { kind: 'range', minBytes: 1, maxBytes: 1 } : null,
        partBytes: null,
        rangeBytes: null,
        condition: null,
        pages: null,
        batch: null,
        followedBy: null,
      },
    ],
    load: { model: 'closed', thinkMs },
  };
}
