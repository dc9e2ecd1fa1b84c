import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { emptyPayloadHash, unsignedPayload } from '../shared/sigv4.ts';
import { type ChunkedFormat, decodeChunkedBody } from './decode-chunked-body.ts';
import { checkRoom, giveBackBytes, takeBytes } from './memory-budget.ts';
import type { RequestHeaders } from './parse-request.ts';
import { chunkedFormats, isHash } from './payload-hash.ts';
import { type BodyLimits, readBody } from './read-body.ts';
import { S3Error } from './s3-error.ts';
import type { VerifiedSignature } from './verify-signature.ts';

/** A request's body, decoded and found to be what was signed. */
export interface Payload {
  readonly body: Buffer;
  /** Headers sent after the body; lower-case names. */
  readonly trailers: RequestHeaders;
}

const emptyPayload: Payload = { body: Buffer.alloc(0), trailers: {} };

/** Whether any body follows the head. */
export function hasBody(headers: RequestHeaders): boolean {
  const length = headers['content-length'];
  return (length !== undefined && length !== '0') || headers['transfer-encoding'] !== undefined;
}

/**
 * The payload of a request that has no body.
 * @throws S3Error XAmzContentSHA256Mismatch or IncompleteBody
 */
export function readNoPayload({ payloadHash }: VerifiedSignature): Payload {
  if (payloadHash === emptyPayloadHash || payloadHash === unsignedPayload) return emptyPayload;
  throw isHash(payloadHash) ? mismatch(payloadHash, emptyPayloadHash) : new S3Error('IncompleteBody');
}

/**
 * Reads the body and verifies it against x-amz-content-sha256. The budget holds `body.length` for the caller to give back.
 * @throws S3Error or UploadAborted
 */
export async function readPayload(
  message: IncomingMessage,
  headers: RequestHeaders,
  signature: VerifiedSignature,
  limits: BodyLimits,
): Promise<Payload> {
  const { payloadHash } = signature;
  const format = chunkedFormats[payloadHash];
  checkAnnouncedLength(headers, format !== undefined, limits);
  const raw = await readBody(
    message,
    format === undefined ? limits : { ...limits, maxBytes: Number.POSITIVE_INFINITY },
  );
  try {
    if (format !== undefined) {
      const { signed, hasTrailers } = format;
      return decodePayload(raw, { signature: signed ? signature : null, hasTrailers }, headers, limits);
    }
    if (isHash(payloadHash)) {
      const computed = hash('sha256', raw);
      if (computed !== payloadHash) throw mismatch(payloadHash, computed);
    }
    return { body: raw, trailers: {} };
  } catch (error) {
    giveBackBytes(limits.budget, raw.length);
    throw error;
  }
}

/** @throws S3Error when the payload is not what the headers announce; the raw bytes stay in the budget then. */
function decodePayload(raw: Buffer, format: ChunkedFormat, headers: RequestHeaders, limits: BodyLimits): Payload {
  const decoded = decodeChunkedBody(raw, format);
  if (decoded.body.length !== Number(headers['x-amz-decoded-content-length'])) throw new S3Error('IncompleteBody');
  if (decoded.body.length > limits.maxBytes) throw new S3Error('EntityTooLarge');
  const announced =
    headers['x-amz-trailer']
      ?.toLowerCase()
      .split(',')
      .map((name) => name.trim()) ?? [];
  const received = Object.keys(decoded.trailers);
  if (announced.length !== received.length || announced.some((name) => !received.includes(name))) {
    throw new S3Error('MalformedTrailerError');
  }
  giveBackBytes(limits.budget, raw.length);
  takeBytes(limits.budget, decoded.body.length);
  return decoded;
}

/** Refuses what can't fit before a byte of it is read. */
function checkAnnouncedLength(headers: RequestHeaders, chunked: boolean, { budget, maxBytes }: BodyLimits): void {
  const announced = headers[chunked ? 'x-amz-decoded-content-length' : 'content-length'];
  if (announced === undefined || !/^\d{1,15}$/.test(announced)) throw new S3Error('MissingContentLength');
  if (Number(announced) > maxBytes) {
    throw new S3Error('EntityTooLarge', {
      elements: { ProposedSize: announced, MaxSizeAllowed: String(maxBytes) },
    });
  }
  checkRoom(budget, Number(announced));
}

function mismatch(provided: string, computed: string): S3Error {
  return new S3Error('XAmzContentSHA256Mismatch', {
    elements: { ClientComputedContentSHA256: provided, S3ComputedContentSHA256: computed },
  });
}
