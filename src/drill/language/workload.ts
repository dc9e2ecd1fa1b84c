import type { Duration } from '../../shared/duration.ts';
import type { Priority } from '../../shared/operations.ts';
import type { Clients } from './clients.ts';
import type { Load } from './load.ts';
import type { RetrySettings } from './retry-policies.ts';
import type { Sizes } from './sizes.ts';
import type { Size } from './units.ts';

/** What every operation understands. */
interface OperationOptions {
  /** Share of all operations of its workload, between 0 and 1. */
  share: number;
  /** How much it matters when not all can be served. Default: the workload's, else `'normal'`. */
  priority?: Priority | undefined;
  /** Default: the clients'. */
  deadline?: Duration | undefined;
  /** Default: the clients'; half its own deadline where neither says one. */
  attemptTimeout?: Duration | undefined;
  /** Retries of its own, with a quota of their own. Default: the clients'. */
  retry?: RetrySettings | undefined;
}

/** Among keys spread over `objects.prefixes`, this share falls under the first prefix; the others share the rest. */
interface HotPrefix {
  hotPrefix: number;
}

interface KeyChoice {
  /**
   * How it chooses among the seeded objects: `'uniform'` (default), `'zipf'` (a few often, most seldom), `'sequential'`
   * (one after the other), or `{ hotPrefix: 0.8 }`.
   */
  keys?: 'uniform' | 'zipf' | 'sequential' | HotPrefix | undefined;
}

interface Followed {
  /** What the application does next, as an operation of its own: reads it back, or gets a key that was listed. */
  followedBy?: 'GetObject' | undefined;
}

/** Operations by the names of the S3 API. Their shares sum to 1. */
export interface Workload {
  GetObject?: OperationOptions &
    KeyChoice & {
      /** Sizes of the objects it reads; the same as `objects.size`. */
      size?: Sizes | undefined;
      /** Reads so many bytes from a random place. Default: the whole object. */
      range?: Size | undefined;
      /** Revalidates what it knows, where 304 is a success. Default: none. */
      condition?: 'if-none-match' | undefined;
    };
  HeadObject?: OperationOptions & KeyChoice;
  PutObject?: OperationOptions &
    Followed & {
      /** Default `'4KiB'`. */
      size?: Sizes | undefined;
      /** Under which prefix it writes. Default: under all alike. */
      keys?: HotPrefix | undefined;
      /** `'if-none-match'` creates and never replaces; `'if-match'` replaces what the client wrote before. Default: none. */
      condition?: 'if-none-match' | 'if-match' | undefined;
    };
  /** Of an object that its client wrote before. */
  DeleteObject?: OperationOptions;
  DeleteObjects?: OperationOptions & {
    /** Keys in one request, up to 1,000. Default 10. */
    batch?: number | undefined;
  };
  /** Of a seeded object to a key of its own. */
  CopyObject?: OperationOptions & KeyChoice;
  ListObjectsV2?: OperationOptions &
    Followed & {
      /** Pages that it reads, at most. Default 1. */
      pages?: number | undefined;
      /** Keys on a page, up to 1,000. Default 100. */
      batch?: number | undefined;
    };
  /** Creates, sends all parts, completes: one success or failure; aborts when it fails. */
  MultipartUpload?: OperationOptions & {
    /** Of the whole object. Default `'16MiB'`. */
    size?: Sizes | undefined;
    /** Of each part but the last, at least 5 MiB. Default `'5MiB'`. */
    parts?: Size | undefined;
    /** Under which prefix it writes. Default: under all alike. */
    keys?: HotPrefix | undefined;
  };
  PutObjectTagging?: OperationOptions & KeyChoice;
  GetObjectTagging?: OperationOptions & KeyChoice;
}

/** One of several workloads in a drill. */
export interface NamedWorkload<Region extends string> {
  workload: Workload;
  /** What its clients do otherwise than the drill's. */
  clients?: Clients<Region> | undefined;
  /** Default: the drill's. */
  load?: Load | undefined;
  /** Of its operations. Default `'normal'`. */
  priority?: Priority | undefined;
}
