#!/usr/bin/env node
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { readOwnPackage } from './acquire/package.ts';
import { baselineCommand } from './commands/baseline.ts';
import { compareCommand } from './commands/compare.ts';
import { compileCommand } from './commands/compile.ts';
import type { CommandContext } from './commands/context.ts';
import { doctorCommand } from './commands/doctor.ts';
import { initCommand } from './commands/init.ts';
import { planCommand } from './commands/plan.ts';
import { regionsCommand } from './commands/regions.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { validateCommand } from './commands/validate.ts';
import { type ExitCode, exitCodes, Failure } from './shared/failure.ts';

let exitCode: ExitCode = exitCodes.passed;

const interruption = new AbortController();
let interrupts = 0;
// A closed terminal (SIGHUP) is an interruption like any other: faults are reverted, the report is written.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    interrupts += 1;
    // The second time somebody means it: child processes notice that their parent is gone and end themselves.
    if (interrupts > 1) process.exit(exitCodes.interrupted);
    interruption.abort();
  });
}
// Whoever reads us has read enough (`s3drill … | head`).
process.stdout.on('error', ignoreClosedPipe);
process.stderr.on('error', ignoreClosedPipe);

const wantsColor = (stream: NodeJS.WriteStream): boolean => stream.isTTY === true && !process.env.NO_COLOR;

const context: CommandContext = {
  version: readOwnPackage().version,
  env: process.env,
  cwd: process.cwd(),
  signal: interruption.signal,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  terminal: {
    interactive: process.stderr.isTTY === true && !process.env.CI,
    color: wantsColor(process.stderr),
    columns: process.stderr.columns ?? 80,
  },
  outColor: wantsColor(process.stdout),
  finish(code) {
    exitCode = code;
  },
};

const parser = yargs(hideBin(process.argv))
  .scriptName('s3drill')
  .usage('$0 <verb>\n\nRehearse the day a storage region fails.')
  .command(runCommand(context))
  .command(initCommand(context))
  .command(validateCommand(context))
  .command(planCommand(context))
  .command(compileCommand(context))
  .command(regionsCommand(context))
  .command(reportCommand(context))
  .command(compareCommand(context))
  .command(baselineCommand(context))
  .command(doctorCommand(context))
  .completion('completion', 'Print a script that completes s3drill in your shell')
  .demandCommand(1, 'Name a verb.')
  .recommendCommands()
  .strict()
  .version(context.version)
  .help()
  .alias({ h: 'help' })
  .wrap(Math.min(100, process.stdout.columns ?? 100))
  .epilogue(
    'Exit codes: 0 passed · 1 objective missed or regressed · 2 usage or drill definition · 3 inconclusive (with --strict)\n' +
      '            4 invalid run · 5 clean-up failed · 130 interrupted',
  )
  .exitProcess(false)
  .fail((message, error) => {
    // yargs wraps what it finds wrong with the words of a call; anything else is thrown by a command.
    if (error !== undefined && error.name !== 'YError') throw error;
    throw new Failure('usage', message || error?.message || 'The call could not be read.', {
      hint: 'See `s3drill --help`.',
      exitCode: exitCodes.usage,
    });
  });

try {
  await parser.parseAsync();
} catch (error) {
  exitCode = explain(error);
}
process.exit(exitCode);

/** One clear message for a failure a user can mend; a stack trace only for what is a defect of ours. */
function explain(error: unknown): ExitCode {
  if (error instanceof Failure) {
    context.err(`s3drill: ${error.message}\n${error.hint ? `         ${error.hint}\n` : ''}`);
    return error.exitCode;
  }
  const stack = error instanceof Error ? error.stack : String(error);
  context.err(`s3drill: this is a defect of s3drill, please report it.\n${stack}\n`);
  return exitCodes.invalid;
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
