import { compileScript } from '../../src/compile/compile-script.ts';
import { runBenchScript, startBenchServer } from './bench-k6.ts';
import { benchSeconds, buildBenchEnvironment, buildBenchPlan, readBenchBody } from './bench-plan.ts';
import { type Pair, type Row, summarizePairs } from './row.ts';

const clients = 10;
const concurrency = 8;
const repetitions = 5;
/** One core, so that operations per second are a measure of what an operation costs k6. */
const oneCore = { GOMAXPROCS: '1' };

/** An unsigned loop of the same shape: so many clients, so many requests in flight each. */
const bareLoop = `
import http from 'k6/http';
export const options = {
  scenarios: { bare: { executor: 'per-vu-iterations', vus: ${clients}, iterations: 1, maxDuration: '60s' } },
  batchPerHost: ${concurrency}, systemTags: [],
};
export default async function () {
  const end = Date.now() + ${benchSeconds * 1000};
  const params = { responseType: 'binary' };
  async function loop() {
    while (Date.now() < end) await http.asyncRequest('GET', __ENV.TARGET + '/bucket/key', null, params);
  }
  await Promise.all(Array.from({ length: ${concurrency} }, loop));
}
`;

/**
 * Throughput of a compiled drill against a bare k6 loop, and with telemetry against without. Both sides keep the same
 * number of requests in flight, each followed by the next: what is compared is what an operation costs, not how load arrives.
 * @returns the rows, and how many operations a second one core carries
 */
export async function measureThroughputRows(
  k6: string,
  onStep: (text: string) => void,
): Promise<{ rows: Row[]; perSecond: number }> {
  const plan = await buildBenchPlan({ clients, concurrency, load: { model: 'closed', thinkMs: 0 } });
  const drill = await compileScript(plan, 'bench');
  const server = await startBenchServer({ body: readBenchBody(plan), delayMs: 0 });
  const env = { ...buildBenchEnvironment(plan, server.endpoint), ...oneCore };

  async function countPerSecond(script: string, environment: Record<string, string>): Promise<number> {
    const before = await server.countReceived();
    await runBenchScript(k6, script, environment);
    return ((await server.countReceived()) - before) / benchSeconds;
  }

  try {
    const throughput: Pair[] = [];
    const telemetry: Pair[] = [];
    for (let repetition = 1; repetition <= repetitions; repetition += 1) {
      const reference = await countPerSecond(bareLoop, { TARGET: server.endpoint, ...oneCore });
      const ours = await countPerSecond(drill, env);
      const silent = await countPerSecond(drill, { ...env, S3DRILL_TELEMETRY: 'off' });
      throughput.push({ ours, reference });
      telemetry.push({ ours, reference: silent });
      onStep(
        `k6 ${repetition}/${repetitions}: bare ${reference.toFixed(0)}/s, drill ${ours.toFixed(0)}/s, without telemetry ${silent.toFixed(0)}/s`,
      );
    }
    const row = summarizePairs(
      {
        id: 'drill-throughput',
        what: 'compiled drill ÷ bare k6 loop',
        unit: 'operations/s',
        budget: 0.7,
        better: 'more',
      },
      throughput,
    );
    const cost = summarizePairs(
      { id: 'telemetry-cost', what: 'telemetry on ÷ off', unit: 'operations/s', budget: 0.95, better: 'more' },
      telemetry,
    );
    return { rows: [row, cost], perSecond: row.ours };
  } finally {
    await server.close();
  }
}
