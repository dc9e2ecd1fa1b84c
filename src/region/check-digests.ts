import { hash } from 'node:crypto';
import {
  type Checksum,
  type ChecksumAlgorithm,
  checksumAlgorithms,
  computeChecksum,
  isBase64Of,
  isChecksumAlgorithm,
  isChecksumValue,
  nameChecksumHeader,
} from './checksums.ts';
import type { RequestHeaders } from './parse-request.ts';
import { S3Error } from './s3-error.ts';

/** Names that start like a checksum's value but describe it. */
const describingHeaders = new Set(['x-amz-checksum-algorithm', 'x-amz-checksum-mode', 'x-amz-checksum-type']);

/**
 * Compares the body with every digest the caller sent: Content-MD5 and one x-amz-checksum-…, as header or as trailer.
 * Answers the checksum, or null when none was sent.
 * @throws S3Error BadDigest, InvalidDigest, InvalidRequest or NotImplemented
 */
export function checkDigests(headers: RequestHeaders, trailers: RequestHeaders, body: Buffer): Checksum | null {
  checkContentMd5(headers['content-md5'], body);
  const expected = readExpectedChecksum(headers, trailers);
  if (expected === null) return null;
  if (!isChecksumValue(expected.algorithm, expected.value)) {
    const message = `Value for ${nameChecksumHeader(expected.algorithm)} header is invalid.`;
    throw new S3Error('InvalidRequest', { message });
  }
  const computed = computeChecksum(expected.algorithm, body);
  if (computed.value !== expected.value) {
    const message = `The ${expected.algorithm} you specified did not match the calculated checksum.`;
    throw new S3Error('BadDigest', { message });
  }
  return computed;
}

function checkContentMd5(expected: string | undefined, body: Buffer): void {
  if (expected === undefined) return;
  if (!isBase64Of(expected, 16))
    throw new S3Error('InvalidDigest', { message: 'The Content-MD5 you specified is not valid.' });
  if (hash('md5', body, 'base64') !== expected) {
    throw new S3Error('BadDigest', { message: 'The Content-MD5 you specified did not match what we received.' });
  }
}

function readExpectedChecksum(
  headers: RequestHeaders,
  trailers: RequestHeaders,
): { algorithm: ChecksumAlgorithm; value: string } | null {
  const sent: [name: string, value: string][] = [];
  for (const source of [headers, trailers]) {
    for (const name in source) {
      const value = source[name];
      if (value !== undefined && name.startsWith('x-amz-checksum-') && !describingHeaders.has(name))
        sent.push([name, value]);
    }
  }
  const announced = headers['x-amz-sdk-checksum-algorithm'];
  const [first, second] = sent;
  if (second !== undefined) {
    const message = 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.';
    throw new S3Error('InvalidRequest', { message });
  }
  if (first === undefined) {
    if (announced === undefined) return null;
    const message =
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.';
    throw new S3Error('InvalidRequest', { message });
  }
  const algorithm = checksumAlgorithms.find((name) => nameChecksumHeader(name) === first[0]);
  if (algorithm === undefined) {
    if (first[0].startsWith('x-amz-checksum-xxhash')) throw new S3Error('NotImplemented');
    const message = 'The algorithm type you specified in x-amz-checksum- header is invalid.';
    throw new S3Error('InvalidRequest', { message });
  }
  if (announced !== undefined && announced.toUpperCase() !== algorithm) {
    const message = 'Value for x-amz-sdk-checksum-algorithm header is invalid.';
    throw new S3Error('InvalidRequest', { message });
  }
  return { algorithm, value: first[1] };
}

/**
 * The algorithm that a header names, in any case; undefined when the header is absent.
 * @throws S3Error InvalidRequest
 */
export function readChecksumAlgorithm(headers: RequestHeaders): ChecksumAlgorithm | undefined {
  const name = headers['x-amz-checksum-algorithm']?.toUpperCase();
  if (name === undefined) return undefined;
  if (isChecksumAlgorithm(name)) return name;
  const message = `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${checksumAlgorithms.join(', ')}]`;
  throw new S3Error('InvalidRequest', { message });
}
