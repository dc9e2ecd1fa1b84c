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

export const baselineOption = {
  describe:
    'Pool of earlier runs to compare with (default: beside the drill; of a variant, DRILL.VARIANT.baseline.json)',
  type: 'string',
  normalize: true,
} as const;

/** For verbs that act on one variant or on all. */
export const variantsOption = {
  describe: 'Only this variant of the drill; may be given several times (default: all)',
  type: 'string',
  array: true,
  nargs: 1,
  default: [] as string[],
} as const;

export const variantOption = {
  describe: 'Which variant, where the drill has several',
  type: 'string',
  requiresArg: true,
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
