import { randomBytes } from 'node:crypto';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * An error as S3 itself sends it: XML, with both id headers by which operators tell the origin from a middlebox.
 * @param error `code` and `message` as in "Error responses" of the Amazon S3 API Reference
 */
export function buildS3Error(error: {
  status: number;
  code: string;
  message: string;
  headers?: Record<string, string>;
}): Answer {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  const hostId = randomBytes(56).toString('base64');
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>${error.code}</Code><Message>${error.message}</Message><RequestId>${requestId}</RequestId><HostId>${hostId}</HostId></Error>`;
  return {
    status: error.status,
    headers: {
      'x-amz-request-id': requestId,
      'x-amz-id-2': hostId,
      'content-type': 'application/xml',
      'content-length': String(body.length),
      server: 'AmazonS3',
      ...error.headers,
    },
    body,
  };
}
