import { compileScript } from '../../src/compile/compile-script.ts';
import { runBenchScript, startBenchServer } from './bench-k6.ts';
import { benchSeconds, buildBenchEnvironment, buildBenchPlan, readBenchBody } from './bench-plan.ts';
import { type Row, summarizePairs } from './row.ts';

const inFlight = 1000;
const clients = 10;
const repetitions = 3;
/** Long enough that all are really in flight at once, without the processor being what limits them. */
const delayMs = 500;

const bareClients = `
import http from 'k6/http';
export const options = {
  scenarios: { bare: { executor: 'constant-vus', vus: ${inFlight}, duration: '${benchSeconds}s' } },
  systemTags: [],
};
export default function () {
  http.get(__ENV.TARGET + '/bucket/key', { responseType: 'binary' });
}
`;

/** Memory of k6 with a thousand operations in flight: in ten clients of a compiled drill, against a thousand VUs of plain k6. */
export async function measureMemoryRow(k6: string, onStep: (text: string) => void): Promise<Row> {
  const plan = await buildBenchPlan({
    clients,
    concurrency: inFlight / clients,
    load: { model: 'closed', thinkMs: 0 },
  });
  const server = await startBenchServer({ body: readBenchBody(plan), delayMs });
  try {
    const script = await compileScript(plan, 'bench');
    const pairs = [];
    for (let repetition = 1; repetition <= repetitions; repetition += 1) {
      const reference = (await runBenchScript(k6, bareClients, { TARGET: server.endpoint })) / 1e6;
      const ours = (await runBenchScript(k6, script, buildBenchEnvironment(plan, server.endpoint))) / 1e6;
      pairs.push({ ours, reference });
      onStep(`memory ${repetition}/${repetitions}: ${reference.toFixed(0)} MB bare, ${ours.toFixed(0)} MB drill`);
    }
    const title = { id: 'memory', what: '1,000 operations in flight ÷ 1,000 bare VUs', unit: 'MB' };
    return summarizePairs({ ...title, budget: 0.5, better: 'less' }, pairs);
  } finally {
    await server.close();
  }
}
