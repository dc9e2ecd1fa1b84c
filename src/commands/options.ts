import { normalize } from 'node:path';
import { exitCodes, Failure } from '../shared/failure.ts';

/** Options that several verbs share, said once. */

export const drillArgument = {
  describe: 'File of the drill (TypeScript or JavaScript)',
  type: 'string',
  demandOption: true,
  normalize: true,
} as const;

export const jsonOption = {
  describe: 'Print facts as JSON',
  type: 'boolean',
  default: false,
} as const;

export const seedOption = {
  describe: 'Seed of all random choices (default: the drill’s own)',
  type: 'number',
} as const;

export const outOption = {
  describe: 'Directory that run directories are made in',
  type: 'string',
  default: 'runs',
  requiresArg: true,
  coerce: requirePath,
} as const;

export const strictOption = {
  describe: 'Exit with 3 when the verdict is inconclusive',
  type: 'boolean',
  default: false,
} as const;

export const k6Option = {
  describe: 'k6 to use (default: S3DRILL_K6, PATH, cache, release, build)',
  type: 'string',
  normalize: true,
} as const;

export const memoryOption = {
  describe: 'Memory for the objects of each embedded region, in MiB',
  type: 'number',
  default: 1024,
  coerce: requireMebibytes,
} as const;

function requirePath(value: string): string {
  if (value !== '') return normalize(value);
  throw new Failure('usage', '--out needs a directory.', { exitCode: exitCodes.usage });
}

function requireMebibytes(value: number): number {
  if (value >= 1) return value;
  throw new Failure('usage', '--memory needs a number of MiB, 1 or more.', { exitCode: exitCodes.usage });
}
