import { STATUS_CODES } from 'node:http';
import type { Answer } from './answer.ts';

/** An error as a proxy or load balancer in front of S3 sends it: a page of HTML, without any x-amz header. */
export function buildMiddleboxError(status: 429 | 502 | 504, headers: Record<string, string> = {}): Answer {
  const title = `${status} ${STATUS_CODES[status]}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body><h1>${title}</h1></body>\r\n</html>\r\n`;
  return {
    status,
    headers: { 'content-type': 'text/html', 'content-length': String(body.length), ...headers },
    body,
  };
}
