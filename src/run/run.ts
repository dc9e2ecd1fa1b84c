import { availableParallelism } from 'node:os';
import type { Plan } from '../shared/contracts/plan.ts';
import type { TelemetryRecord } from '../shared/contracts/telemetry.ts';
import { readEndMs, readLongestDeadlineMs } from '../shared/read-end.ts';
import type { RunDirectory } from '../store/run-directory.ts';
import { openTelemetryWriter } from '../store/telemetry-file.ts';
import { startCollector } from './collector.ts';
import { endLoad } from './end-load.ts';
import { startK6 } from './k6-process.ts';
import { startRegions } from './regions/start-regions.ts';
import { createScope } from './scope.ts';

/** More than the script's own limits for seeding (180 s) and draining (30 s). */
const setUpAndDrainMs = 240_000;

export interface RunRequest {
  plan: Plan;
  directory: RunDirectory;
  /** For the record of what ran, on which machine. */
  provenance: { s3drillVersion: string; machine: string };
  k6: { path: string; version: string };
  /** Aborted when the user interrupts. */
  signal: AbortSignal;
  maxBytesPerRegion: number;
  /** Passed on to `k6 run`. */
  k6Arguments: readonly string[];
  /** A line about what is being done, for people. */
  onStage(text: string): void;
  /** Each record as it arrives. */
  onRecord(record: TelemetryRecord): void;
}

export interface RunSummary {
  interrupted: boolean;
  /** What could not be closed again: exit code 5. */
  cleanUpProblems: string[];
}

/**
 * Runs a compiled drill. All of it, in order:
 *
 *   1. open the telemetry file      what is measured is on disk within a second
 *   2. start the regions            one process each: gateway and embedded region
 *   3. start the collector          clients flush to it once a second
 *   4. start k6                     its script seeds, drives the load, toggles the faults
 *   5. wait                         until k6 ends, the user interrupts, or a part breaks
 *   6. end the load                 faults are reverted before anything is stopped
 *   7. ask the gateways             what they counted, to hold against what the clients say
 *   8. close everything             in reverse order, whatever has happened
 *
 * What was measured is in the run directory, and nothing else comes out of here: judging it is the next stage.
 * @throws Failure when the run could not start
 */
export async function runDrill(request: RunRequest): Promise<RunSummary> {
  const { plan, directory, k6, signal, onStage, onRecord } = request;
  const scope = createScope();
  const broken = new AbortController();
  const troubles: string[] = [];
  const giveUp = (trouble: string): void => {
    troubles.push(trouble);
    broken.abort();
  };

  try {
    const telemetry = openTelemetryWriter(directory.telemetry, (error) => giveUp(describe(error)));
    scope.onClose('the telemetry file', telemetry.close);
    const keep = (record: TelemetryRecord): void => {
      telemetry.append(record);
      onRecord(record);
    };

    keep({ type: 'run', k6Version: k6.version, target: 'embedded', ...request.provenance });

    onStage(`starting ${plan.regions.length} region${plan.regions.length === 1 ? '' : 's'}`);
    const regions = await startRegions({
      regions: plan.regions,
      seed: plan.seed,
      maxBytesPerRegion: request.maxBytesPerRegion,
      onRegionExit: (region, reason) => giveUp(`The region ${region} ended in mid-run: ${reason}.`),
    });
    scope.onClose('the regions', regions.stop);

    const collector = await startCollector(keep);
    scope.onClose('the collector', collector.close);

    onStage('starting k6, seeding objects');
    const load = startK6({
      k6Path: k6.path,
      script: directory.script,
      log: directory.k6Log,
      extraArguments: request.k6Arguments,
      environment: {
        S3DRILL_REGIONS: JSON.stringify({ regions: regions.access }),
        S3DRILL_RUN_ID: directory.runId.toLowerCase().replaceAll(/[^a-z0-9]/g, ''),
        S3DRILL_COLLECTOR_URL: collector.url,
        S3DRILL_COLLECTOR_TOKEN: collector.token,
      },
    });
    scope.onClose('k6', () => load.stop(0));

    const overdue = setTimeout(() => giveUp('k6 did not end when its drill was over.'), limitRun(plan));
    scope.onClose('the time limit', async () => clearTimeout(overdue));

    const ended = await endLoad({
      plan,
      load,
      regions,
      collector,
      log: directory.k6Log,
      stop: [signal, broken.signal],
      onStage,
    });
    troubles.push(...ended.troubles);

    for (const state of ended.gatewayStates) keep({ type: 'gateway', state });
    keep({
      type: 'end',
      finishedAtEpochMs: Date.now(),
      interrupted: signal.aborted,
      k6ExitCode: ended.k6ExitCode,
      k6Version: k6.version,
      k6PeakCpu: load.readPeakCpu(),
      cores: availableParallelism(),
      troubles,
    });
  } catch (error) {
    // Clean-up problems never mask what went wrong first.
    await scope.close();
    throw error;
  }
  return { interrupted: signal.aborted, cleanUpProblems: await scope.close() };
}

/** Seeding and draining included: what k6 itself allows them, and then some. */
function limitRun(plan: Plan): number {
  return readEndMs(plan) + readLongestDeadlineMs(plan) + setUpAndDrainMs;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
