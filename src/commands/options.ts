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
  normalize: true,
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
} as const;
