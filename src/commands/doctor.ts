import type { CommandModule } from 'yargs';
import { examineMachine, type MachineReport } from '../acquire/examine-machine.ts';
import type { CommandContext } from './context.ts';
import { jsonOption, k6Option } from './options.ts';

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
      const report = await examineMachine({ fix, flag: k6, env, cwd, signal, onStep: (text) => err(`${text}\n`) });
      context.out(formatDoctor(report, json));
      context.finish(report.exitCode);
    },
  };
}

const marks = { ok: '✓', attention: '!', missing: '✗' } as const;

/** The report as text, or with `json` as one line of JSON. */
export function formatDoctor(report: MachineReport, json: boolean): string {
  if (json) return `${JSON.stringify(report)}\n`;
  const lines = report.facts.flatMap(({ id, state, value, advice, details }) => [
    `${marks[state]} ${id.padEnd(8)}  ${value}`,
    ...[...details, advice].filter((line) => line !== '').map((line) => `${' '.repeat(12)}${line}`),
  ]);
  const summary = report.ok ? 'A drill can run here.' : 'No drill can run here until what ✗ marks is mended.';
  return `${lines.join('\n')}\n${summary}\n`;
}
