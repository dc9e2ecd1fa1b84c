import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describeError } from './describe-error.ts';
import { nameExecutable } from './find-on-path.ts';
import type { AcquireContext } from './k6.ts';
import { oldestGoMinor, pinnedK6Version } from './pinned.ts';

/** A go.mod and go.sum that pin k6 and the checksum of everything it is built from. */
const moduleDir = fileURLToPath(new URL('../../scripts/k6-module/', import.meta.url));

const progressEveryMs = 10_000;
/** 61 s were measured on two cores, half of them downloads. */
const timeoutMs = 20 * 60_000;

/** Version of the Go on the PATH, or why it can't build k6. */
export type GoReading = { version: string; problem?: never } | { version?: never; problem: string };

export async function readGoVersion(env: NodeJS.ProcessEnv): Promise<GoReading> {
  try {
    const { stdout } = await execa('go', ['env', 'GOVERSION'], { ...goOptions(env), timeout: 20_000 });
    return judgeGoVersion(stdout.trim());
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { problem: missing ? 'Go is not on the PATH' : `\`go env\` failed: ${describeError(error)}` };
  }
}

/** @param text as `go env GOVERSION` prints it: `go1.26.8`, `devel go1.27-a1b2c3` */
export function judgeGoVersion(text: string): GoReading {
  const [, major, minor] = /\bgo(\d+)\.(\d+)/.exec(text) ?? [];
  if (major === undefined) return { problem: `\`go env GOVERSION\` said "${text}"` };
  const recent = Number(major) > 1 || Number(minor) >= oldestGoMinor;
  return recent ? { version: text } : { problem: `${text} is too old: go1.${oldestGoMinor} or newer is needed` };
}

/**
 * Builds the pinned k6 into `workDir`; Go checks every module against our go.sum.
 * @param online false: from Go's module cache alone
 * @returns the path of the executable
 * @throws Error with the compiler's complaint
 */
export async function buildK6(workDir: string, options: AcquireContext & { online: boolean }): Promise<string> {
  const { env, online, signal, onStep } = options;
  const go = await readGoVersion(env);
  if (go.version === undefined) throw new Error(go.problem);
  const out = join(workDir, nameExecutable('k6', process.platform));
  const startedAt = Date.now();
  const elapsedSeconds = () => Math.round((Date.now() - startedAt) / 1000);
  onStep(`building k6 v${pinnedK6Version} with ${go.version} (about a minute, once)`);
  const progress = setInterval(() => onStep(`still building k6, ${elapsedSeconds()} s`), progressEveryMs);
  try {
    const flags = ['-mod=readonly', '-trimpath', '-ldflags=-s -w', '-o', out];
    const network = online ? {} : { GOPROXY: 'off' };
    const run = { ...goOptions({ ...env, ...network }), timeout: timeoutMs, ...(signal && { cancelSignal: signal }) };
    await execa('go', ['build', ...flags, 'go.k6.io/k6/v2'], run);
  } catch (error) {
    throw new Error(describeError(error), { cause: error });
  } finally {
    clearInterval(progress);
  }
  onStep(`built k6 in ${elapsedSeconds()} s`);
  return out;
}

/**
 * A user's GOFLAGS, go.work or cross-compilation would break the build. GOFLAGS may not be empty: Go would then read
 * the one stored by `go env -w`. GOTOOLCHAIN=local keeps an older Go from fetching a newer one unasked.
 */
function goOptions(env: NodeJS.ProcessEnv) {
  const { GOOS: _os, GOARCH: _arch, ...kept } = env;
  const fixed = { GOFLAGS: '-mod=readonly', GOWORK: 'off', GOTOOLCHAIN: 'local', CGO_ENABLED: '0' };
  return { cwd: moduleDir, stdin: 'ignore', extendEnv: false, env: { ...kept, ...fixed } } as const;
}
