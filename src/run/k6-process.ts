import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { expire } from './expire.ts';
import { watchCpu } from './watch-cpu.ts';

/**
 * Go's default of 100 makes k6, whose heap is small, spend a fifth of its processor time on collecting it; at 400 an
 * operation costs 15 % less (measured with k6 2.2 at 3,000 operations/s).
 */
export const garbageCollectionPercent = '400';

export interface K6Options {
  k6Path: string;
  script: string;
  log: string;
  /** Secrets reach the script here and nowhere else. */
  environment: Record<string, string>;
  /** What the user wants to be passed on, such as `--out`. */
  extraArguments: readonly string[];
}

export interface K6Process {
  /** Resolves when k6 has ended; null after a signal. */
  exited: Promise<number | null>;
  /** Asks k6 to end, then makes it: SIGINT lets it deliver what it can, SIGKILL does not. */
  stop(graceMs: number): Promise<void>;
  /** Highest use of processor time over a second, in cores; null where it can't be read. */
  readPeakCpu(): number | null;
}

/**
 * Starts k6. It gets a process group of its own, so that an interrupt typed at a terminal reaches the runner alone, which
 * reverts the faults before it stops the load.
 */
export function startK6({ k6Path, script, log, environment, extraArguments }: K6Options): K6Process {
  const child = execa(
    k6Path,
    [
      'run',
      '--no-usage-report',
      '--quiet',
      '--no-color',
      // Trend sinks keep every value in memory; the reporter judges, not k6's thresholds.
      '--no-thresholds',
      '--summary-mode=disabled',
      // Without a level k6 writes a warning for each failed request, which in an outage means millions.
      `--log-output=file=${log},level=error`,
      ...extraArguments,
      script,
    ],
    {
      env: { ...inheritEnvironment(process.env), ...environment },
      extendEnv: false,
      stdio: ['ignore', 'ignore', 'inherit'],
      detached: true,
      reject: false,
    },
  );
  const cpu = watchCpu(child.pid);
  // Detached as it is, k6 would outlive a runner that leaves in a hurry.
  const takeAlong = (): void => void child.kill('SIGKILL');
  process.once('exit', takeAlong);
  const exited = child.then((result) => {
    cpu.stop();
    process.off('exit', takeAlong);
    if (result.exitCode === undefined && !result.signal) throw result;
    return result.exitCode ?? null;
  });

  return {
    exited,
    async stop(graceMs) {
      const gone = exited.then(
        () => true,
        () => true,
      );
      child.kill('SIGINT');
      if (await Promise.race([gone, expire(graceMs).then(() => false)])) return;
      child.kill('SIGKILL');
      await gone;
    },
    readPeakCpu: cpu.readPeak,
  };
}

/**
 * What k6 may see of the environment. Its own K6_… settings stay out: a K6_RPS or K6_THROW of the user's shell would
 * change what is measured without a trace. Settings that are wanted go by `--k6-arg`.
 */
function inheritEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const inherited: Record<string, string> = { GOGC: garbageCollectionPercent };
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !/^(K6|S3DRILL)_/i.test(name)) inherited[name] = value;
  }
  // Looking for extensions to build would reach out to the network.
  inherited.K6_AUTO_EXTENSION_RESOLUTION = 'false';
  return inherited;
}

/** The last thing k6 complained about; '' when it did not. */
export async function readLastComplaint(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  const message = /msg="((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line;
  const [first = ''] = message.replaceAll('\\n', '\n').replaceAll('\\"', '"').split('\n');
  return first.trim();
}
