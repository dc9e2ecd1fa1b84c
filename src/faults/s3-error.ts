import { randomBytes } from 'node:crypto';
import type { Answer } from './answer.ts';

export interface S3ErrorFields {
  status: number;
  /** `code` and `message` as in "Error responses" of the Amazon S3 API Reference. */
  code: string;
  message: string;
  headers?: Record<string, string>;
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An error as S3 itself sends it: XML, with both id headers by which operators tell the origin from a middlebox. */
export function buildS3Error({ status, code, message, headers }: S3ErrorFields): Answer {
  const ids = createRequestIds();
  const body = `${xmlDeclaration}${writeErrorElement(code, message, ids)}`;
  return {
    status,
    headers: { ...describeS3Answer(ids), 'content-length': String(body.length), ...headers },
    body,
  };
}

export interface RequestIds {
  requestId: string;
  hostId: string;
}

export function createRequestIds(): RequestIds {
  return { requestId: randomBytes(8).toString('hex').toUpperCase(), hostId: randomBytes(56).toString('base64') };
}

/** The headers of every XML answer of S3, but for its length. */
export function describeS3Answer({ requestId, hostId }: RequestIds): Record<string, string> {
  return {
    'x-amz-request-id': requestId,
    'x-amz-id-2': hostId,
    'content-type': 'application/xml',
    server: 'AmazonS3',
  };
}

export function writeErrorElement(code: string, message: string, { requestId, hostId }: RequestIds): string {
  return `<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${requestId}</RequestId><HostId>${hostId}</HostId></Error>`;
}
