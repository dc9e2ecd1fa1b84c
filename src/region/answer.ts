import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { S3Error } from './s3-error.ts';
import { writeBareXml, writeXml, type XmlFields } from './write-xml.ts';

/** A response, before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  /** null: none; then `headers` may still give the content-length that a GET would have. */
  readonly body: Buffer | string | null;
}

/** Every response carries both: that is how an operator tells S3 from a middlebox. */
export interface RequestIds {
  readonly requestId: string;
  readonly hostId: string;
}

const noHeaders = {};

export function answerEmpty(status: number, headers: Readonly<Record<string, string | number>> = noHeaders): Answer {
  return { status, headers, body: null };
}

export function answerXml(
  root: string,
  content: XmlFields | string,
  headers: Readonly<Record<string, string>> = noHeaders,
): Answer {
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body: writeXml(root, content) };
}

export function answerError(error: S3Error, { requestId, hostId }: RequestIds): Answer {
  const { code, status, message, headers, elements } = error;
  const fields = { Code: code, Message: message, ...elements, RequestId: requestId, HostId: hostId };
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body: writeBareXml('Error', fields) };
}

/** A source of ids that differ from request to request and from region to region. */
export function createRequestIds(): () => RequestIds {
  const prefix = randomBytes(4).toString('hex').toUpperCase();
  const hostId = randomBytes(42).toString('base64');
  let count = 0;
  return () => {
    count += 1;
    return { requestId: prefix + count.toString(16).toUpperCase().padStart(8, '0'), hostId };
  };
}

/** Sends it, unless the connection is gone. HEAD is answered without body, but with its length. */
export function sendAnswer(response: ServerResponse, isHead: boolean, answer: Answer, ids: RequestIds): void {
  if (response.destroyed) return;
  const { status, body } = answer;
  const headers: Record<string, string | number> = {
    'x-amz-request-id': ids.requestId,
    'x-amz-id-2': ids.hostId,
    ...answer.headers,
  };
  if (body !== null) headers['content-length'] = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  else if (status !== 204 && status !== 304) headers['content-length'] ??= 0;
  response.writeHead(status, headers);
  if (isHead || body === null) response.end();
  else response.end(body);
}
