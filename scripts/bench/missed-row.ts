import { compileScript } from '../../src/compile/compile-script.ts';
import { runBenchScript, startBenchServer } from './bench-k6.ts';
import { benchSeconds, buildBenchEnvironment, buildBenchPlan, readBenchBody } from './bench-plan.ts';
import { type Row, summarizePairs } from './row.ts';

const repetitions = 3;
/** Share of what one core carries with nothing else to do: with the server on the other core, this is just carried. */
const justCarried = 0.7;

/** Of an open load that the machine can just carry: how many arrivals were never sent, because no slot was free for them. */
export async function measureMissedRow(k6: string, perSecond: number, onStep: (text: string) => void): Promise<Row> {
  const offered = Math.round(perSecond * justCarried);
  const plan = await buildBenchPlan({
    clients: 20,
    concurrency: 16,
    load: { model: 'open', shape: 'constant', arrivals: 'uniform', points: [{ atMs: 0, perSecond: offered }] },
  });
  const server = await startBenchServer({ body: readBenchBody(plan), delayMs: 0 });
  try {
    const script = await compileScript(plan, 'bench');
    const pairs = [];
    for (let repetition = 1; repetition <= repetitions; repetition += 1) {
      const before = await server.countReceived();
      await runBenchScript(k6, script, buildBenchEnvironment(plan, server.endpoint));
      const sent = (await server.countReceived()) - before;
      pairs.push({ ours: Math.max(0, offered * benchSeconds - sent), reference: offered * benchSeconds });
      onStep(
        `open load ${repetition}/${repetitions}: ${offered}/s offered, ${(sent / benchSeconds).toFixed(0)}/s sent`,
      );
    }
    const title = { id: 'open-load-missed', what: 'arrivals missed ÷ offered, open load', unit: 'arrivals' };
    return summarizePairs({ ...title, budget: 0.005, better: 'less' }, pairs);
  } finally {
    await server.close();
  }
}
