import { Worker } from 'node:worker_threads';
import { exitCodes, Failure } from '../../shared/failure.ts';
import type { DrillBundle } from './bundle-drill.ts';
import { describeThrown } from './describe-thrown.ts';
import type { Inspection } from './inspect-exports.ts';

/** A drill is data, so this is generous; a runaway one ends here and not with the whole machine. */
const memoryLimitMiB = 512;

/** How Node ends a thread whose top-level await can never settle (Node's documentation, "Process exit codes"). */
const unsettledExitCode = 13;

/**
 * Runs the module of a drill in a thread of its own, where it can neither block nor end this process. What it prints
 * goes to stderr: stdout belongs to results.
 * @param file as the user named it, for messages
 * @throws Failure `drill-timeout`, `drill-unfinished`, `drill-exited`, `drill-out-of-memory` or `drill-threw`
 */
export async function evaluateDrill(bundle: DrillBundle, file: string, limitMs: number): Promise<Inspection> {
  const worker = new Worker(new URL(`data:text/javascript;base64,${Buffer.from(bundle.code).toString('base64')}`), {
    stdout: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMiB },
  });
  worker.stdout.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Inspection>((resolve, reject) => {
      const fail = (code: string, what: string, hint: string) =>
        reject(new Failure(code, `${file}: ${what}`, { hint, exitCode: exitCodes.usage }));
      timer = setTimeout(() => {
        fail(
          'drill-timeout',
          `the drill did not finish loading within ${limitMs / 1000} s`,
          'A drill is data: it must not wait or compute for long.',
        );
      }, limitMs);
      worker.once('message', resolve);
      worker.once('error', (thrown: unknown) => reject(describeThrown(thrown, bundle, file)));
      worker.once('exit', (code) => {
        if (code === unsettledExitCode) {
          fail(
            'drill-unfinished',
            'the drill awaits something that never happens',
            'A drill is data: it needs no top-level await.',
          );
        } else {
          fail(
            'drill-exited',
            `the drill ended the process by itself (exit code ${code})`,
            'Remove the call of process.exit().',
          );
        }
      });
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
