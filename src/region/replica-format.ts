import { z } from 'zod';
import { checksumAlgorithms } from './checksums.ts';
import type { ObjectVersion } from './object-store.ts';

/**
 * How a copy travels from region to region: four bytes, big-endian, with the length of a JSON head; the head; the object's
 * bytes.
 */
const headSchema = z.strictObject({
  key: z.string().min(1),
  versionId: z.string().min(1),
  orderUs: z.int().nonnegative(),
  etag: z.string(),
  headers: z.record(z.string(), z.string()),
  checksum: z
    .strictObject({
      algorithm: z.enum(checksumAlgorithms),
      type: z.enum(['COMPOSITE', 'FULL_OBJECT']),
      value: z.string(),
    })
    .nullable(),
  parts: z
    .array(z.strictObject({ partNumber: z.int(), sizeBytes: z.int().nonnegative(), checksum: z.string().nullable() }))
    .nullable(),
});

/** One object version on its way to another region; delete markers don't travel. */
export interface ReplicatedWrite extends z.infer<typeof headSchema> {
  readonly body: Buffer;
}

const lengthBytes = 4;

/** The pieces of the request's body, in order; null for a delete marker. */
export function encodeReplica({ key, versionId, orderUs, content }: ObjectVersion): readonly Buffer[] | null {
  if (content === null) return null;
  const { etag, headers, checksum, parts, body } = content;
  const head = Buffer.from(JSON.stringify({ key, versionId, orderUs, etag, headers, checksum, parts }));
  const length = Buffer.allocUnsafe(lengthBytes);
  length.writeUInt32BE(head.length);
  return [length, head, body];
}

/** null when it is not of that form. */
export function decodeReplica(raw: Buffer): ReplicatedWrite | null {
  if (raw.length < lengthBytes) return null;
  const headEnd = lengthBytes + raw.readUInt32BE();
  if (raw.length < headEnd) return null;
  try {
    const head = headSchema.parse(JSON.parse(raw.toString('utf8', lengthBytes, headEnd)));
    return { ...head, body: raw.subarray(headEnd) };
  } catch {
    return null;
  }
}
