import { hash } from 'node:crypto';
import { emptyPayloadHash } from '../shared/sigv4.ts';
import type { RequestHeaders } from './parse-request.ts';
import { S3Error } from './s3-error.ts';
import { isSignedBy, type VerifiedSignature } from './verify-signature.ts';

export interface DecodedBody {
  readonly body: Buffer;
  /** Lower-case names; without the trailer's own signature. */
  readonly trailers: RequestHeaders;
}

export interface ChunkedFormat {
  /** What the chunk signatures start from; null when chunks are not signed. */
  readonly signature: VerifiedSignature | null;
  readonly hasTrailers: boolean;
}

/** S3 refuses smaller ones, but for the last with bytes. */
const minChunkBytes = 8192;

/**
 * Decodes a complete aws-chunked body: `HEX-SIZE[;chunk-signature=SIGNATURE]`, CRLF, bytes, CRLF, until the chunk of size
 * 0, then trailers. Source: Amazon S3 API Reference, "Signature calculations … transferring payload in multiple chunks".
 * @throws S3Error IncompleteBody (also for broken framing), InvalidChunkSizeError, MalformedTrailerError or
 * SignatureDoesNotMatch
 */
export function decodeChunkedBody(raw: Buffer, { signature, hasTrailers }: ChunkedFormat): DecodedBody {
  const chunks: Buffer[] = [];
  let decodedBytes = 0;
  let previousBytes = minChunkBytes;
  let previous = signature?.signature ?? '';
  let at = 0;
  for (;;) {
    const header = readLine(raw, at);
    at += header.length + 2;
    const { sizeBytes, chunkSignature } = parseChunkHeader(header);
    const chunk = raw.subarray(at, at + sizeBytes);
    if (chunk.length < sizeBytes) throw new S3Error('IncompleteBody');
    at += sizeBytes;
    if (signature !== null) {
      previous = checkChunk(signature, previous, chunkSignature, chunk);
    }
    if (sizeBytes === 0) break;
    if (previousBytes < minChunkBytes) throw new S3Error('InvalidChunkSizeError');
    previousBytes = sizeBytes;
    at = skipLineEnd(raw, at);
    chunks.push(chunk);
    decodedBytes += sizeBytes;
  }
  const trailers = hasTrailers ? readTrailers(raw.subarray(at), signature, previous) : readFinalLine(raw.subarray(at));
  // The decoded bytes are copied even when there is one chunk: a view would keep the framing alive unaccounted.
  return { body: Buffer.concat(chunks, decodedBytes), trailers };
}

function readLine(raw: Buffer, from: number): string {
  const end = raw.indexOf('\r\n', from, 'latin1');
  if (end === -1) throw new S3Error('IncompleteBody');
  return raw.toString('latin1', from, end);
}

function parseChunkHeader(header: string): { sizeBytes: number; chunkSignature: string } {
  const match = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(header);
  if (match?.[1] === undefined) throw new S3Error('IncompleteBody', { message: 'A chunk header is malformed.' });
  return { sizeBytes: Number.parseInt(match[1], 16), chunkSignature: match[2] ?? '' };
}

function skipLineEnd(raw: Buffer, at: number): number {
  if (raw.length < at + 2) throw new S3Error('IncompleteBody');
  if (raw[at] !== 13 || raw[at + 1] !== 10) {
    throw new S3Error('IncompleteBody', { message: 'A chunk is longer than its header says.' });
  }
  return at + 2;
}

function checkChunk(seed: VerifiedSignature, previous: string, provided: string, chunk: Buffer): string {
  const stringToSign = `AWS4-HMAC-SHA256-PAYLOAD\n${seed.amzDate}\n${seed.scope}\n${previous}\n${emptyPayloadHash}\n${hash('sha256', chunk)}`;
  if (!isSignedBy(seed.signingKey, stringToSign, provided)) throw new S3Error('SignatureDoesNotMatch');
  return provided;
}

/** Without trailers, an empty line ends the body; some clients leave it out. */
function readFinalLine(rest: Buffer): RequestHeaders {
  if (rest.length === 0 || rest.equals(lineEnd)) return {};
  throw new S3Error('IncompleteBody', { message: 'There are bytes after the last chunk.' });
}

const lineEnd = Buffer.from('\r\n');
const trailerSignature = 'x-amz-trailer-signature';

function readTrailers(rest: Buffer, seed: VerifiedSignature | null, previous: string): RequestHeaders {
  const trailers: Record<string, string | undefined> = {};
  let signed = '';
  let provided = '';
  for (const line of rest.toString('latin1').split(/\r?\n/)) {
    if (line === '') continue;
    const colonAt = line.indexOf(':');
    if (colonAt < 1) throw new S3Error('MalformedTrailerError');
    const name = line.slice(0, colonAt).toLowerCase();
    const value = line.slice(colonAt + 1).trim();
    if (name === trailerSignature) {
      provided = value;
      continue;
    }
    trailers[name] = value;
    signed += `${name}:${value}\n`;
  }
  if (seed !== null) {
    const stringToSign = `AWS4-HMAC-SHA256-TRAILER\n${seed.amzDate}\n${seed.scope}\n${previous}\n${hash('sha256', signed)}`;
    if (!isSignedBy(seed.signingKey, stringToSign, provided)) throw new S3Error('SignatureDoesNotMatch');
  }
  return trailers;
}
