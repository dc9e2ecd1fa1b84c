import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { garbageCollectionPercent } from '../../src/run/k6-process.ts';
import { ask, endChild, startChild } from './child.ts';
import type { CountingServerOptions } from './counting-server.ts';

export interface BenchServer {
  endpoint: string;
  countReceived(): Promise<number>;
  close(): Promise<void>;
}

export async function startBenchServer(options: CountingServerOptions): Promise<BenchServer> {
  const child = startChild('./counting-server.ts');
  const { port } = await ask<{ port: number }>(child, options);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    countReceived: async () => (await ask<{ received: number }>(child, 'count')).received,
    close: () => endChild(child),
  };
}

/** How often the memory of a running k6 is looked at; its peak is kept by the kernel. */
const watchEveryMs = 200;

/**
 * Runs a script with k6 as the runner does. @param env `GOMAXPROCS` decides over the cores
 * @returns most memory that was resident, in bytes; 0 where the system does not tell
 */
export async function runBenchScript(k6: string, source: string, env: Record<string, string>): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 's3drill-bench-'));
  try {
    const script = join(directory, 'script.js');
    await writeFile(script, source);
    const run = execa(
      k6,
      ['run', '--no-usage-report', '--quiet', '--no-thresholds', '--summary-mode=disabled', script],
      { env: { ...env, GOGC: garbageCollectionPercent }, stdio: 'ignore' },
    );
    let peakBytes = 0;
    const timer = setInterval(async () => {
      peakBytes = Math.max(peakBytes, await readPeakBytes(run.pid));
    }, watchEveryMs);
    await run.finally(() => clearInterval(timer));
    return peakBytes;
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Linux: VmHWM of /proc/PID/status (proc(5)), in kB. */
async function readPeakBytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
