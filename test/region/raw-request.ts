import { createHash, createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { buildCanonicalRequest, buildScope, buildStringToSign, formatAmzDate } from '../../src/shared/sigv4.ts';
import { accessKeyId, secretAccessKey } from './with-region.ts';

export interface RawRequest {
  method: string;
  path: string;
  query?: [string, string][];
  headers?: Record<string, string>;
  payloadHash?: string;
  region?: string;
  date?: Date;
  accessKeyId?: string;
  secretAccessKey?: string;
}

export interface SignedRequest {
  /** All headers that belong on the wire, authorization included. */
  headers: Record<string, string>;
  signature: string;
  signingKey: Buffer;
  scope: string;
  amzDate: string;
}

/** Signs by header, for requests that no SDK would send. */
export function signRaw(request: RawRequest, port: number): SignedRequest {
  const region = request.region ?? 'us-east-1';
  const amzDate = formatAmzDate((request.date ?? new Date()).toISOString());
  const payloadHash = request.payloadHash ?? sha256('');
  const headers: Record<string, string> = {
    host: `127.0.0.1:${port}`,
    'x-amz-date': amzDate,
    'x-amz-content-sha256': payloadHash,
    ...request.headers,
  };
  const scope = buildScope(amzDate.slice(0, 8), region, 's3');
  const canonical = buildCanonicalRequest({
    method: request.method,
    path: request.path,
    query: request.query ?? [],
    headers: Object.entries(headers),
    payloadHash,
  });
  const signingKey = deriveKey(request.secretAccessKey ?? secretAccessKey, amzDate.slice(0, 8), region);
  const signature = hmac(signingKey, buildStringToSign(amzDate, scope, sha256(canonical))).toString('hex');
  const signedHeaders = Object.keys(headers).sort().join(';');
  const credential = `${request.accessKeyId ?? accessKeyId}/${scope}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${signedHeaders},Signature=${signature}`;
  return { headers: { ...headers, authorization }, signature, signingKey, scope, amzDate };
}

/** The head of a request as it goes on the wire. */
export function formatHead(method: string, target: string, headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** Opens a socket and collects what comes back. */
export function openSocket(port: number): { socket: Socket; received: () => string; closed: Promise<void> } {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('end', () => socket.end());
  return { socket, received: () => text, closed };
}

/** Sends bytes on a connection of their own and answers everything that came back. */
export async function exchangeRaw(port: number, ...pieces: (string | Buffer)[]): Promise<string> {
  const { socket, received, closed } = openSocket(port);
  for (const piece of pieces) socket.write(piece);
  await closed;
  return received();
}

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

export function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function deriveKey(secret: string, date: string, region: string): Buffer {
  return hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), 's3'), 'aws4_request');
}
