import { createHash } from 'node:crypto';
import { computeCrc32, computeCrc32c, computeCrc64Nvme } from './crc.ts';

interface Algorithm {
  /** Length of the raw checksum. */
  readonly bytes: number;
  compute(body: Buffer): Buffer;
}

const algorithms = {
  CRC32: { bytes: 4, compute: computeCrc32 },
  CRC32C: { bytes: 4, compute: computeCrc32c },
  CRC64NVME: { bytes: 8, compute: computeCrc64Nvme },
  MD5: { bytes: 16, compute: (body) => createHash('md5').update(body).digest() },
  SHA1: { bytes: 20, compute: (body) => createHash('sha1').update(body).digest() },
  SHA256: { bytes: 32, compute: (body) => createHash('sha256').update(body).digest() },
  SHA512: { bytes: 64, compute: (body) => createHash('sha512').update(body).digest() },
} as const satisfies Record<string, Algorithm>;

export type ChecksumAlgorithm = keyof typeof algorithms;
export const checksumAlgorithms = Object.keys(algorithms) as ChecksumAlgorithm[];

/** `COMPOSITE`: over the parts' checksums; `FULL_OBJECT`: over the bytes. */
export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Base64; a composite one ends in `-` and the number of parts. */
  readonly value: string;
}

export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return Object.hasOwn(algorithms, name);
}

/** `x-amz-checksum-crc32` for CRC32. */
export function nameChecksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** Its element in XML: `ChecksumCRC32` for CRC32. */
export function nameChecksumElement(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm}`;
}

export function computeChecksum(algorithm: ChecksumAlgorithm, body: Buffer): Checksum {
  return { algorithm, type: 'FULL_OBJECT', value: algorithms[algorithm].compute(body).toString('base64') };
}

/** The checksum of a multipart upload's parts: over their raw checksums, in order. */
export function composeChecksum(algorithm: ChecksumAlgorithm, partValues: readonly string[]): Checksum {
  const raw = Buffer.concat(partValues.map((value) => Buffer.from(value, 'base64')));
  const composed = algorithms[algorithm].compute(raw).toString('base64');
  return { algorithm, type: 'COMPOSITE', value: `${composed}-${partValues.length}` };
}

/** Whether it is the base64 of as many bytes as the algorithm yields. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
  return isBase64Of(value, algorithms[algorithm].bytes);
}

export function isBase64Of(value: string, bytes: number): boolean {
  return (
    Buffer.from(value, 'base64').length === bytes && /^[A-Za-z0-9+/]+={0,2}$/.test(value) && value.length % 4 === 0
  );
}
