import type { Checksum, ChecksumAlgorithm, ChecksumType } from './checksums.ts';
import type { Tag } from './tags.ts';

/** A multipart upload that is neither completed nor aborted. */
export interface MultipartUpload {
  readonly uploadId: string;
  readonly key: string;
  /** Epoch milliseconds. */
  readonly createdMs: number;
  /** What the object will be stored with. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: readonly Tag[];
  /** What the parts are checked with; null when the upload was created without. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType } | null;
  readonly parts: Map<number, UploadedPart>;
}

export interface UploadedPart {
  readonly body: Buffer;
  /** With its quotation marks. */
  readonly etag: string;
  readonly checksum: Checksum | null;
  /** Epoch milliseconds. */
  readonly modifiedMs: number;
}
