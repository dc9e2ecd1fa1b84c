import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Result, resultSchema } from '../../src/shared/contracts/result.ts';
import { readJson } from '../../src/store/read-json.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  pid: number;
  /** So far. */
  stdout(): string;
  /** Resolves when standard output or error has matched; rejects when the process ends first. */
  sees(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

/** Starts the command line from source, in a process of its own, as a shell would. */
export function startCli(args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Started {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), cli, ...args], {
    cwd: options.cwd ?? process.cwd(),
    env: { ...process.env, NO_COLOR: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const look of waiting) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const look of waiting) look();
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return {
    pid: child.pid as number,
    stdout: () => stdout,
    kill: (signal) => child.kill(signal),
    ended,
    sees(pattern) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          if (!pattern.test(stdout) && !pattern.test(stderr)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without ${pattern}:\n${stdout}\n${stderr}`)));
      });
    },
  };
}

export async function runCli(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  return startCli(args, options).ended;
}

/** A directory that is gone when the test has finished. */
export async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 's3drill-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes a drill as a user would, outside this repository. @param body what goes between the braces of defineDrill */
export async function writeDrill(directory: string, body: string): Promise<string> {
  const file = join(directory, 'drill.ts');
  await writeFile(
    file,
    `import { defineDrill, embedded, faults, load, objectives, policies } from 's3drill';
export default defineDrill({ name: 'test-drill', ${body} });
void [embedded, faults, load, objectives, policies];
`,
  );
  return file;
}

/** The parts of a drill that most tests share: two regions, a short timeline, the faults and clients they ask for. */
export function describeShortDrill(parts: {
  clients?: string;
  faults?: string;
  objectives?: string;
  rate?: string;
  phases?: string;
  more?: string;
}): string {
  return `
  regions: { 'us-east-1': embedded(), 'us-west-2': embedded({ replicatesFrom: 'us-east-1', lag: '50ms' }) },
  clients: { ${parts.clients ?? "count: 4, breaker: policies.breaker({ openFor: '1s' })"} },
  workload: {
    GetObject: { share: 0.6 }, PutObject: { share: 0.2, size: '4KiB' }, HeadObject: { share: 0.1 },
    ListObjectsV2: { share: 0.05 }, DeleteObject: { share: 0.05 },
  },
  objects: { count: 50, size: '4KiB' },
  load: load.constant('${parts.rate ?? '100/s'}', { arrivals: 'uniform' }),
  phases: ${parts.phases ?? "{ steady: '4s', fault: '4s', recovery: '5s' }"},
  stableWindow: '2s',
  faults: [${parts.faults ?? "faults.internalError({ region: 'us-east-1' })"}],
  objectives: [${parts.objectives ?? "objectives.successRate({ phase: 'fault' }).atLeast(0.9)"}],
  ${parts.more ?? ''}`;
}

export interface Ran extends Ended {
  runDir: string;
  status: string;
  exitCode: number;
  report: string;
  result: Result;
}

/** Runs a drill with real k6 and reads what it left. */
export async function runDrillFile(
  file: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const directory = await makeDirectory();
  const ended = await runCli(['run', file, '--json', '--out', join(directory, 'runs'), ...args], { env });
  if (ended.stdout === '') throw new Error(`no result:\n${ended.stderr}`);
  const line = JSON.parse(ended.stdout) as Pick<Ran, 'runDir' | 'status' | 'exitCode' | 'report'>;
  return { ...ended, ...line, result: await readJson(join(line.runDir, 'result.json'), resultSchema, 'a result') };
}
