import type { AcquireSettings } from './settings.ts';

/** Where k6 is looked for, in this order; the first two are the user's own word and are never passed over. */
export type K6Source = 'flag' | 'environment' | 'PATH' | 'cache' | 'release' | 'go build';

export interface K6 {
  /** Absolute path of the executable. */
  path: string;
  /** Without the leading `v`: `2.2.0`. */
  version: string;
  source: K6Source;
}

/** A place where no usable k6 was found, and why. */
export interface Miss {
  source: K6Source;
  reason: string;
}

/** What one source came to. */
export type Search = { found: K6; misses: Miss[] } | { found: null; misses: Miss[] };

/** Tells the user what is being done, one line at a time. */
export type OnStep = (text: string) => void;

/** What getting k6 needs of the process. */
export interface AcquireContext {
  env: NodeJS.ProcessEnv;
  /** Ends a download or build that is under way. */
  signal?: AbortSignal | undefined;
  onStep: OnStep;
}

export interface FindK6Options extends AcquireSettings, AcquireContext {
  /** Value of `--k6`. */
  flag?: string | undefined;
  allowDownload: boolean;
  allowBuild: boolean;
}
