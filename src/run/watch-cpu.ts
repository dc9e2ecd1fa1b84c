import { readFileSync } from 'node:fs';

/** Linux counts processor time in ticks of 1/100 s (USER_HZ, proc(5)). */
const ticksPerSecond = 100;
const sampleEveryMs = 1000;

export interface CpuWatch {
  /** Highest use over a sample, in cores (1 = one core busy all the time); null before two samples or off Linux. */
  readPeak(): number | null;
  stop(): void;
}

export function watchCpu(pid: number | undefined): CpuWatch {
  let peak: number | null = null;
  let last: { ticks: number; atMs: number } | null = null;

  function sample(): void {
    const ticks = pid === undefined ? null : readTicks(pid);
    if (ticks === null) return;
    const atMs = performance.now();
    if (last !== null) {
      const cores = (ticks - last.ticks) / ticksPerSecond / ((atMs - last.atMs) / 1000);
      peak = Math.max(peak ?? 0, cores);
    }
    last = { ticks, atMs };
  }

  sample();
  const timer = setInterval(sample, sampleEveryMs);
  timer.unref();
  return { readPeak: () => peak, stop: () => clearInterval(timer) };
}

/** utime + stime of /proc/PID/stat; null when there is none (other systems, or the process has ended). */
function readTicks(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may hold spaces: count from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return null;
  }
}
