import type { RegionAccess } from '../../shared/contracts/regions.ts';
import type { ExitCode } from '../../shared/failure.ts';

/** What a region's process is told first, over IPC: secrets have no place in arguments or environment. */
export interface StartMessage {
  type: 'start';
  region: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  controlToken: string;
  /** 0: any free port. */
  port: number;
  maxBytes: number;
  /** Of the lags of the copies that leave this region. */
  replicationSeed: number;
}

/** The regions that take a copy of each object; acknowledged by `replicating`. */
export interface ReplicateToMessage {
  type: 'replicateTo';
  targets: { region: string; controlUrl: string; controlToken: string; lagMs: number }[];
}

export type MessageToRegion = StartMessage | ReplicateToMessage;

export type MessageFromRegion =
  | { type: 'ready'; access: RegionAccess }
  | { type: 'replicating' }
  | { type: 'failed'; code: string; message: string; hint: string | null; exitCode: ExitCode };
