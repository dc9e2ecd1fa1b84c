import { unsignedPayload } from '../shared/sigv4.ts';
import { S3Error } from './s3-error.ts';

/** aws-chunked bodies, by their x-amz-content-sha256. */
export const chunkedFormats: Readonly<Record<string, { signed: boolean; hasTrailers: boolean }>> = {
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { signed: true, hasTrailers: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { signed: true, hasTrailers: true },
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { signed: false, hasTrailers: true },
};

/** Whether an x-amz-content-sha256 is a hash, and not a word that stands for one. */
export function isHash(payloadHash: string): boolean {
  return /^[0-9a-f]{64}$/.test(payloadHash);
}

/** @throws S3Error InvalidArgument, or NotImplemented for the formats of SigV4A */
export function checkPayloadHash(payloadHash: string): void {
  if (isHash(payloadHash) || payloadHash === unsignedPayload || Object.hasOwn(chunkedFormats, payloadHash)) return;
  if (payloadHash.startsWith('STREAMING-')) throw new S3Error('NotImplemented');
  const message = `x-amz-content-sha256 must be ${unsignedPayload}, ${Object.keys(chunkedFormats).join(', ')}, or a valid sha256 value.`;
  throw new S3Error('InvalidArgument', {
    message,
    elements: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: payloadHash },
  });
}
