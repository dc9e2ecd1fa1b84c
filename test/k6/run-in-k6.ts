import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { execa } from 'execa';
import { findK6 } from '../../src/acquire/find-k6.ts';
import { readAcquireSettings } from '../../src/acquire/settings.ts';

/**
 * Runs a script with real k6, one client, once. It may import from `src/…`.
 * @returns what it gave to console.log, one parsed JSON value each
 */
export async function runInK6(script: string, env: Record<string, string>): Promise<unknown[]> {
  const { path } = await findK6({
    ...readAcquireSettings(process.env),
    env: process.env,
    allowDownload: false,
    allowBuild: false,
    onStep: () => {},
  });
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: fileURLToPath(new URL('../..', import.meta.url)) },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    external: ['k6', 'k6/*'],
    alias: { src: fileURLToPath(new URL('../../src', import.meta.url)) },
  });
  const directory = await mkdtemp(join(tmpdir(), 's3drill-k6-'));
  try {
    const file = join(directory, 'script.js');
    await writeFile(file, outputFiles[0]?.text ?? '');
    const args = ['run', '--no-usage-report', '--quiet', '--no-thresholds', '--summary-mode=disabled'];
    const { stdout } = await execa(path, [...args, '--log-format=raw', '--log-output=stdout', file], { env });
    return stdout
      .split('\n')
      .filter((line) => line.startsWith('{') || line.startsWith('['))
      .map((line) => JSON.parse(line) as unknown);
  } finally {
    await rm(directory, { recursive: true });
  }
}
