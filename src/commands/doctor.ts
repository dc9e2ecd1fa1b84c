import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import type { K6, OnStep } from '../acquire/k6.ts';
import { checkFolder } from '../acquire/machine/check-folder.ts';
import { checkGo } from '../acquire/machine/check-go.ts';
import { checkK6 } from '../acquire/machine/check-k6.ts';
import { checkLoopback } from '../acquire/machine/check-loopback.ts';
import { checkNode } from '../acquire/machine/check-node.ts';
import { checkCores, checkMemory } from '../acquire/machine/check-resources.ts';
import { type Fact, reportFact } from '../acquire/machine/fact.ts';
import { readOwnPackage } from '../acquire/package.ts';
import { readAcquireSettings } from '../acquire/settings.ts';
import { type ExitCode, exitCodes } from '../shared/failure.ts';
import type { CommandContext } from './context.ts';
import { jsonOption, k6Option } from './options.ts';

export interface DoctorReport {
  /** Whether a drill can run here. */
  ok: boolean;
  exitCode: ExitCode;
  k6: K6 | null;
  facts: Fact[];
}

const environmentHelp = `Environment:
  S3DRILL_K6         the k6 to use; --k6 comes before it
  S3DRILL_CACHE      folder for a k6 that was downloaded or built
  S3DRILL_K6_MIRROR  base URL of a copy of k6's releases
  S3DRILL_OFFLINE    1 forbids the network
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY as everywhere`;

interface DoctorArguments {
  fix: boolean;
  k6: string | undefined;
  json: boolean;
}

export function doctorCommand(context: CommandContext): CommandModule<object, DoctorArguments> {
  return {
    command: 'doctor',
    describe: 'Check that a drill can run on this machine, and say what is missing',
    builder: (yargs) =>
      yargs
        .option('fix', { describe: 'Download or build k6 when it is missing', type: 'boolean', default: false })
        .option('k6', k6Option)
        .option('json', jsonOption)
        .example('$0 doctor', 'What is here, what is missing, and what to do about it')
        .example('$0 doctor --fix', 'Get k6 too, once for all projects on this machine')
        .epilogue(environmentHelp),
    async handler({ fix, k6, json }) {
      const { env, cwd, signal, err } = context;
      const report = await runDoctor({ fix, flag: k6, env, cwd, signal, onStep: (text) => err(`${text}\n`) });
      context.out(formatDoctor(report, json));
      context.finish(report.exitCode);
    },
  };
}

/**
 * Looks at everything that a drill needs from this machine.
 * @param options.fix get k6 when it is missing: by its release archive, else by Go
 * @param options.cwd where `runs` would be written
 */
export async function runDoctor(options: {
  fix: boolean;
  flag?: string | undefined;
  env: NodeJS.ProcessEnv;
  cwd: string;
  signal?: AbortSignal | undefined;
  onStep: OnStep;
}): Promise<DoctorReport> {
  const { fix, env, cwd, ...rest } = options;
  const settings = readAcquireSettings(env);
  const { version, oldestNode } = readOwnPackage();
  const { k6, fact } = await checkK6({ ...settings, ...rest, env, allowDownload: fix, allowBuild: fix });
  const facts = [
    reportFact('s3drill', `v${version}`),
    checkNode(process.versions.node, oldestNode),
    fact,
    await checkGo(env, k6 !== null),
    await checkFolder('cache', settings.cacheDir, {
      state: k6 === null ? 'missing' : 'attention',
      advice: 'Set S3DRILL_CACHE to a folder that this user can write.',
    }),
    checkCores(availableParallelism()),
    checkMemory(process.availableMemory()),
    await checkLoopback(),
    await checkFolder('runs', join(cwd, 'runs'), {
      state: 'missing',
      advice: 'Run s3drill from a folder that this user can write.',
    }),
  ];
  const ok = facts.every(({ state }) => state !== 'missing');
  return { ok, exitCode: ok ? exitCodes.passed : exitCodes.usage, k6, facts };
}

const marks = { ok: '✓', attention: '!', missing: '✗' } as const;

/** The report as text, or with `json` as one line of JSON. */
export function formatDoctor(report: DoctorReport, json: boolean): string {
  if (json) return `${JSON.stringify(report)}\n`;
  const lines = report.facts.flatMap(({ id, state, value, advice, details }) => [
    `${marks[state]} ${id.padEnd(8)}  ${value}`,
    ...[...details, advice].filter((line) => line !== '').map((line) => `${' '.repeat(12)}${line}`),
  ]);
  const summary = report.ok ? 'A drill can run here.' : 'No drill can run here until what ✗ marks is mended.';
  return `${lines.join('\n')}\n${summary}\n`;
}
