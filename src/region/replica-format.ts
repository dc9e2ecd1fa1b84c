import { z } from 'zod';
import { checksumAlgorithms } from './checksums.ts';
import type { ObjectVersion } from './object-store.ts';

/*
 * How a copy travels from region to region: four bytes, big-endian, with the length of a JSON head; the head; of an
 * object, its bytes.
 */

const order = z.int().nonnegative();
const target = {
  key: z.string().min(1),
  versionId: z.string().min(1),
  tags: z.array(z.strictObject({ key: z.string(), value: z.string() })),
  tagsOrderUs: order,
};

const objectSchema = z.strictObject({
  type: z.literal('object'),
  ...target,
  orderUs: order,
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

/** The tags that a version, copied before, has been given since. */
const tagsSchema = z.strictObject({ type: z.literal('tags'), ...target });

const headSchema = z.discriminatedUnion('type', [objectSchema, tagsSchema]);

/** One object version, or its tags, on its way to another region; delete markers don't travel. */
export type ReplicatedWrite = (z.infer<typeof objectSchema> & { readonly body: Buffer }) | z.infer<typeof tagsSchema>;

const lengthBytes = 4;

/** The pieces of the request's body, in order; null for a delete marker. */
export function encodeReplica(version: ObjectVersion): readonly Buffer[] | null {
  const { key, versionId, orderUs, tags, tagsOrderUs, content } = version;
  if (content === null) return null;
  const { etag, headers, checksum, parts, body } = content;
  const head = { type: 'object', key, versionId, orderUs, tags, tagsOrderUs, etag, headers, checksum, parts };
  return [...encodeHead(head), body];
}

/** The same for its tags alone. */
export function encodeTags({ key, versionId, tags, tagsOrderUs }: ObjectVersion): readonly Buffer[] {
  return encodeHead({ type: 'tags', key, versionId, tags, tagsOrderUs });
}

function encodeHead(fields: object): Buffer[] {
  const head = Buffer.from(JSON.stringify(fields));
  const length = Buffer.allocUnsafe(lengthBytes);
  length.writeUInt32BE(head.length);
  return [length, head];
}

/** null when it is not of that form. */
export function decodeReplica(raw: Buffer): ReplicatedWrite | null {
  if (raw.length < lengthBytes) return null;
  const headEnd = lengthBytes + raw.readUInt32BE();
  if (raw.length < headEnd) return null;
  try {
    const head = headSchema.parse(JSON.parse(raw.toString('utf8', lengthBytes, headEnd)));
    return head.type === 'object' ? { ...head, body: raw.subarray(headEnd) } : head;
  } catch {
    return null;
  }
}
