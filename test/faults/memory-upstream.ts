import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Upstream } from '../../src/faults/upstream.ts';

export interface MemoryUpstream extends Upstream {
  /** Path → body of what was stored. */
  readonly objects: Map<string, string>;
  /** Request lines, in the order in which they were carried out. */
  readonly handled: string[];
  readonly replicas: string[];
  isClosed(): boolean;
}

/** A region reduced to PUT, GET and DELETE by path. */
export function createMemoryUpstream(): MemoryUpstream {
  const objects = new Map<string, string>();
  const handled: string[] = [];
  const replicas: string[] = [];
  let closed = false;
  return {
    objects,
    handled,
    replicas,
    isClosed: () => closed,
    replicationBacklog: () => 7,
    close: () => {
      closed = true;
    },
    async handle(request, response) {
      const body = await readText(request);
      const path = request.url ?? '';
      handled.push(`${request.method} ${path}`);
      if (request.method === 'PUT') objects.set(path, body);
      if (request.method === 'DELETE') objects.delete(path);
      const found = request.method === 'GET' ? objects.get(path) : '';
      await endResponse(response, found === undefined ? 404 : 200, found ?? 'none');
    },
    async handleReplication(request, response) {
      replicas.push(await readText(request));
      await endResponse(response, 204, '');
    },
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function endResponse(response: ServerResponse, status: number, body: string): Promise<void> {
  return new Promise((resolve) => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), 'x-from': 'region' });
    response.end(body, () => resolve());
  });
}
