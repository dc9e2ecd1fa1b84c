import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { compileScript } from '../../src/compile/compile-script.ts';
import { loadDrill } from '../../src/drill/load-drill.ts';
import { garbageCollectionPercent } from '../../src/run/k6-process.ts';
import type { Plan } from '../../src/shared/contracts/plan.ts';
import { ask, endChild, receive, startChild } from './child.ts';
import { type Pair, type Row, summarizePairs } from './row.ts';

const seconds = 8;
const clients = 10;
const concurrency = 8;
const repetitions = 3;
/** Step by which the offered rate grows until the drill is saturated. */
const growth = 1.15;

/** An unsigned loop of the same shape: so many clients, so many requests in flight each. */
const bareLoop = `
import http from 'k6/http';
export const options = {
  scenarios: { bare: { executor: 'per-vu-iterations', vus: ${clients}, iterations: 1, maxDuration: '60s' } },
  batchPerHost: ${concurrency}, systemTags: [],
};
export default async function () {
  const end = Date.now() + ${seconds * 1000};
  const params = { responseType: 'binary' };
  async function loop() {
    while (Date.now() < end) await http.asyncRequest('GET', __ENV.TARGET + '/bucket/key', null, params);
  }
  await Promise.all(Array.from({ length: ${concurrency} }, loop));
}
`;

/**
 * Throughput of a compiled drill against a bare k6 loop, and with telemetry against without. k6 gets one core
 * (GOMAXPROCS=1), so that operations per second are a measure of what an operation costs it. An open load has to be offered
 * more than can be done, but not so much that shedding the rest becomes the work: a first run finds how much that is.
 */
export async function measureK6Rows(k6: string, onStep: (text: string) => void): Promise<Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 's3drill-bench-'));
  const server = startChild('./counting-server.ts');
  try {
    const { port } = await receive<{ port: number }>(server);
    const target = `http://127.0.0.1:${port}`;
    const bare = join(directory, 'bare.js');
    await writeFile(bare, bareLoop);
    const plan = await loadDrill('drills/regional-failover.ts', { seed: undefined });

    async function countPerSecond(script: string, env: Record<string, string>): Promise<number> {
      const before = await ask<{ received: number }>(server, 'count');
      await execa(k6, ['run', '--no-usage-report', '--quiet', '--no-thresholds', '--summary-mode=disabled', script], {
        env: { ...env, GOMAXPROCS: '1', GOGC: garbageCollectionPercent },
        stdio: 'ignore',
      });
      const after = await ask<{ received: number }>(server, 'count');
      return (after.received - before.received) / seconds;
    }

    const throughput: Pair[] = [];
    const telemetry: Pair[] = [];
    for (let repetition = 1; repetition <= repetitions; repetition += 1) {
      const reference = await countPerSecond(bare, { TARGET: target });
      const drill = join(directory, `drill-${repetition}.js`);
      const env = {
        S3DRILL_REGIONS: JSON.stringify({ regions: plan.regions.map(({ name }) => accessTo(name, target)) }),
      };
      const collector = { S3DRILL_COLLECTOR_URL: `${target}/telemetry` };
      const offer = async (perSecond: number): Promise<void> =>
        writeFile(drill, await compileScript(shapeLikeBareLoop(plan, Math.round(perSecond)), 'bench'));
      let ours = 0;
      // Up from a rate that is surely reached, until answers no longer keep pace: the most that was ever done counts.
      for (let offered = reference * 0.2, kept = true; kept; offered *= growth) {
        await offer(offered);
        const done = await countPerSecond(drill, { ...env, ...collector });
        kept = done > 0.95 * offered;
        ours = Math.max(ours, done);
      }
      const silent = await countPerSecond(drill, { ...env, ...collector, S3DRILL_TELEMETRY: 'off' });
      throughput.push({ ours, reference });
      telemetry.push({ ours, reference: silent });
      onStep(
        `k6 ${repetition}/${repetitions}: bare ${reference.toFixed(0)}/s, drill ${ours.toFixed(0)}/s, without telemetry ${silent.toFixed(0)}/s`,
      );
    }
    return [
      summarizePairs('drill-throughput', 'compiled drill ÷ bare k6 loop', 'operations/s', 0.7, throughput),
      summarizePairs('telemetry-cost', 'telemetry on ÷ off', 'operations/s', 0.95, telemetry),
    ];
  } finally {
    await endChild(server);
    await rm(directory, { recursive: true });
  }
}

/** The main drill without faults, reading only. */
function shapeLikeBareLoop(plan: Plan, perSecond: number): Plan {
  const third = (seconds * 1000) / 3;
  return {
    ...plan,
    clients: { ...plan.clients, count: clients, concurrency, queueLimit: concurrency },
    workload: {
      operations: [{ name: 'GetObject', share: 1, keys: 'zipf', minBytes: 0, maxBytes: 0 }],
      seededObjects: 1,
      seededBytes: 1,
    },
    load: { kind: 'constant', perSecond, arrivals: 'poisson' },
    phases: plan.phases.map((phase, index) => ({ ...phase, fromMs: index * third, toMs: (index + 1) * third })),
    faults: [],
  };
}

function accessTo(name: string, endpoint: string) {
  return {
    name,
    endpoint,
    bucket: 'bucket',
    accessKeyId: 'bench',
    secretAccessKey: 'bench',
    controlUrl: endpoint,
    controlToken: 'bench',
  };
}
