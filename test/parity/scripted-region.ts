import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Answer } from './patterns.ts';

/** A server that answers by script, and remembers when each request came. */
export interface ScriptedRegion {
  endpoint: string;
  /** Times at which the attempts of each operation came, in ms, by key. */
  take(): Map<string, number[]>;
  close(): Promise<void>;
}

/**
 * Every key is one operation: clients write each key once. What they write under `/seeded/` succeeds and is not counted;
 * `/v1/…` answers as the control API of a gateway that has nothing to say.
 */
export async function startScriptedRegion(answer: (attempt: number) => Answer): Promise<ScriptedRegion> {
  let attempts = new Map<string, number[]>();
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const url = request.url ?? '';
      if (url.startsWith('/v1/')) return response.end(JSON.stringify({ faults: [], replicationBacklog: 0 }));
      if (url.includes('/seeded/')) return send(request, response, 'ok');
      const key = url.split('?')[0] ?? '';
      const times = attempts.get(key) ?? [];
      times.push(performance.now());
      attempts.set(key, times);
      return send(request, response, answer(times.length));
    });
  });
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = attempts;
      attempts = new Map();
      return taken;
    },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function send({ headers, socket }: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (answer === 'reset') {
    (socket as Socket).resetAndDestroy();
    return;
  }
  const fromS3 = { 'x-amz-request-id': 'R', 'x-amz-id-2': 'H', 'content-type': 'application/xml' };
  const isCopy = headers['x-amz-copy-source'] !== undefined;
  if (answer === 'ok') {
    response.writeHead(200, { ...fromS3, etag: '"e"' });
    response.end(isCopy ? '<CopyObjectResult><ETag>"e"</ETag></CopyObjectResult>' : undefined);
  } else if (answer === 'errorIn200') {
    response.writeHead(200, fromS3);
    response.end(`   ${describeError('InternalError')}`);
  } else {
    const { status, code, retryAfterSeconds } = answer;
    const origin = code === undefined ? { 'content-type': 'text/html' } : fromS3;
    response.writeHead(status, {
      ...origin,
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    });
    response.end(code === undefined ? `<html><body>${status}</body></html>` : describeError(code));
  }
}

function describeError(code: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>m</Message><RequestId>R</RequestId></Error>`;
}
