import type { RequestHeaders } from './parse-request.ts';
import { S3Error } from './s3-error.ts';

const standardHeaders = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
] as const;

const metadataPrefix = 'x-amz-meta-';
const maxMetadataBytes = 2048;
const defaultContentType = 'binary/octet-stream';

/** To ignore one of these would be to claim a property that the object has not. */
const unsupportedHeaders = [
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-read-acp',
  'x-amz-grant-write-acp',
  'x-amz-object-lock-legal-hold',
  'x-amz-object-lock-mode',
  'x-amz-object-lock-retain-until-date',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-website-redirect-location',
  'x-amz-write-offset-bytes',
];

/** What an object is encrypted with in S3 unless told otherwise; it costs nothing to say so here. */
export const encryptionHeaders = { 'x-amz-server-side-encryption': 'AES256' } as const;

/**
 * The headers of a write that a read returns: content-type and its kin, and user metadata.
 * @throws S3Error MetadataTooLarge or NotImplemented
 */
export function readStoredHeaders(headers: RequestHeaders): Record<string, string> {
  checkSupported(headers);
  const stored: Record<string, string> = { 'content-type': defaultContentType };
  for (const name of standardHeaders) {
    const value = name === 'content-encoding' ? stripChunkedCoding(headers[name]) : headers[name];
    if (value !== undefined && value !== '') stored[name] = value;
  }
  let metadataBytes = 0;
  for (const name in headers) {
    if (!name.startsWith(metadataPrefix)) continue;
    const value = headers[name] ?? '';
    stored[name] = value;
    metadataBytes += name.length - metadataPrefix.length + value.length;
  }
  if (metadataBytes > maxMetadataBytes) throw new S3Error('MetadataTooLarge');
  return stored;
}

function checkSupported(headers: RequestHeaders): void {
  const encryption = headers['x-amz-server-side-encryption'];
  const storageClass = headers['x-amz-storage-class'];
  const unsupported =
    unsupportedHeaders.find((name) => headers[name] !== undefined) ??
    (encryption === undefined || encryption === 'AES256' ? undefined : 'x-amz-server-side-encryption') ??
    (storageClass === undefined || storageClass === 'STANDARD' ? undefined : 'x-amz-storage-class');
  if (unsupported === undefined) return;
  throw new S3Error('NotImplemented', { elements: { Header: unsupported } });
}

/** aws-chunked is how the body travelled, not how the object is coded. */
function stripChunkedCoding(coding: string | undefined): string | undefined {
  if (coding === undefined || !coding.includes('aws-chunked')) return coding;
  return coding
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== 'aws-chunked')
    .join(',');
}
