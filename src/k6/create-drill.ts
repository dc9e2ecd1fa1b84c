import exec from 'k6/execution';
import type { Options } from 'k6/options';
import type { Plan } from '../shared/contracts/plan.ts';
import type { DrillEvent, StartRecord } from '../shared/contracts/telemetry.ts';
import { createClock } from './clock.ts';
import { type CollectorLink, createCollectorLink } from './collector-link.ts';
import { createConductorLog } from './conductor-log.ts';
import { createGatewayControl } from './control-gateways.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { startFlusher } from './flusher.ts';
import { createMetricsRecorder, silentRecorder } from './metrics-recorder.ts';
import { buildOptions, findWorkload } from './options.ts';
import { createAggregatingRecorder, type Recorder } from './recorder.ts';
import { runClient } from './run-client.ts';
import { runConductor } from './run-conductor.ts';
import { seedObjects } from './seed-objects.ts';

/** What a compiled script exports to k6. */
export interface Drill {
  options: Options;
  setup(): Promise<StartRecord>;
  runClient(start: StartRecord): Promise<void>;
  runConductor(start: StartRecord): Promise<void>;
}

/** Time for k6 to start its clients after setup() has ended. */
const startLeadMs = 500;

export function createDrill(plan: Plan): Drill {
  let environment: Environment | undefined;
  const readOnce = (): Environment => {
    environment ??= readEnvironment(plan.regions.map((region) => region.name));
    return environment;
  };
  const connect = ({ collector }: Environment): CollectorLink | null =>
    collector === null ? null : createCollectorLink(collector);

  return {
    options: buildOptions(plan, { withRunner: Boolean(__ENV.S3DRILL_COLLECTOR_URL) }),

    /** Checks the gateways, seeds, and fixes the moment from which all clients count. */
    async setup() {
      const env = readOnce();
      for (const access of env.regions.values()) {
        const { faults } = await createGatewayControl(access).readState();
        const active = faults.filter((fault) => fault.active).map((fault) => fault.id);
        if (active.length > 0) throw new Error(`${access.name} is broken already: ${active.join(', ')} is active`);
      }
      const runId = env.runId ?? `${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
      const link = connect(env);
      const seedingAttempts = await seedObjects(plan, runId, env.regions, (done, total) => {
        // Only shown: nothing hangs on whether it arrives.
        void link?.send({ type: 'seeding', done, total });
      });
      const start: StartRecord = { type: 'start', startedAtEpochMs: Date.now() + startLeadMs, runId, seedingAttempts };
      if (link !== null && !(await link.send(start)))
        throw new Error('the collector did not take the start of the run');
      return start;
    },

    async runClient({ startedAtEpochMs, runId }) {
      const env = readOnce();
      const clock = createClock(startedAtEpochMs);
      const { workload, offset } = findWorkload(plan, exec.scenario.name);
      const position = exec.scenario.iterationInTest;
      const client = offset + position + 1;
      const link = connect(env);
      const base = { plan, workload, runId, client, position, regions: env.regions, clock };
      if (env.telemetryOff || link === null) {
        const recorder: Recorder = env.telemetryOff
          ? silentRecorder
          : createMetricsRecorder(workload.name, (ms) => namePhase(plan, ms));
        await runClient({ ...base, recorder, tagsAttempts: link === null, stopRequested: () => false });
        return;
      }
      const recorder = createAggregatingRecorder();
      const flusher = startFlusher({ client, workload: workload.name }, recorder, link);
      await runClient({ ...base, recorder, tagsAttempts: false, stopRequested: link.stopRequested });
      await flusher.finish();
    },

    async runConductor({ startedAtEpochMs, runId }) {
      const env = readOnce();
      const link = connect(env);
      await runConductor({
        plan,
        runId,
        regions: env.regions,
        clock: createClock(startedAtEpochMs),
        stopRequested: () => link?.stopRequested() ?? false,
        log: createConductorLog(async (record) => {
          if (link !== null) return link.send(record);
          for (const event of record.events) console.info(describeEvent(event));
          return true;
        }),
      });
    },
  };
}

function describeEvent({ atMs, type, region, fault, detail }: DrillEvent): string {
  return [`${(atMs / 1000).toFixed(3)} s`, type, region, fault, detail].filter(Boolean).join(' ');
}

function namePhase(plan: Plan, timeMs: number): string {
  return plan.phases.find((phase) => timeMs < phase.toMs)?.name ?? 'recovery';
}
