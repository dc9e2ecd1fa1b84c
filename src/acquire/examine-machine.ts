import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type ExitCode, exitCodes } from '../shared/failure.ts';
import type { K6, OnStep } from './k6.ts';
import { checkFolder } from './machine/check-folder.ts';
import { checkGo } from './machine/check-go.ts';
import { checkK6 } from './machine/check-k6.ts';
import { checkLoopback } from './machine/check-loopback.ts';
import { checkNode } from './machine/check-node.ts';
import { checkCores, checkMemory } from './machine/check-resources.ts';
import { type Fact, reportFact } from './machine/fact.ts';
import { readOwnPackage } from './package.ts';
import { readAcquireSettings } from './settings.ts';

export interface MachineReport {
  /** Whether a drill can run here. */
  ok: boolean;
  exitCode: ExitCode;
  k6: K6 | null;
  facts: Fact[];
}

/**
 * Looks at everything that a drill needs from this machine.
 * @param options.fix get k6 when it is missing: by its release archive, else by Go
 * @param options.cwd where `runs` would be written
 */
export async function examineMachine(options: {
  fix: boolean;
  flag?: string | undefined;
  env: NodeJS.ProcessEnv;
  cwd: string;
  signal?: AbortSignal | undefined;
  onStep: OnStep;
}): Promise<MachineReport> {
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
