import type { IncomingMessage, ServerResponse } from 'node:http';
import { faultInjectionSchema, type GatewayState, heartbeatSchema } from '../shared/contracts/control.ts';
import type { FaultEngine } from './engine.ts';
import { readJsonBody } from './read-json-body.ts';
import type { Upstream } from './upstream.ts';
import { verifyToken } from './verify-token.ts';

export interface ControlApiOptions {
  token: string;
  engine: FaultEngine;
  upstream: Upstream;
  readState(): GatewayState;
}

/** Answers one request of the control API (see shared/contracts/control.ts). */
export async function serveControl(
  request: IncomingMessage,
  response: ServerResponse,
  options: ControlApiOptions,
): Promise<void> {
  const { engine, upstream, readState } = options;
  if (!verifyToken(request.headers.authorization, options.token)) {
    response.setHeader('www-authenticate', 'Bearer');
    return sendError(response, 401, 'This needs the header authorization: Bearer TOKEN with the token of this gateway');
  }
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  switch (`${request.method} ${path}`) {
    case 'GET /v1/state':
      return sendJson(response, 200, readState());

    case 'POST /v1/faults': {
      const body = await readJsonBody(request, faultInjectionSchema);
      if ('error' in body) return sendError(response, 400, body.error);
      const outcome = engine.inject(body.value);
      return outcome.injected
        ? sendJson(response, 201, readState())
        : sendError(response, outcome.status, outcome.error);
    }

    case 'DELETE /v1/faults':
      await engine.revertAll();
      return sendJson(response, 200, readState());

    case 'POST /v1/heartbeat': {
      const body = await readJsonBody(request, heartbeatSchema);
      if ('error' in body) return sendError(response, 400, body.error);
      engine.renewLeases(body.value.leaseMs);
      return sendJson(response, 200, readState());
    }

    case 'POST /v1/replica':
      return upstream.handleReplication(request, response);
  }
  const id = request.method === 'DELETE' ? readFaultId(path) : null;
  if (id === null) return sendError(response, 404, `Nothing answers ${request.method} ${path} here`);
  await engine.revert(id);
  sendJson(response, 200, readState());
}

function readFaultId(path: string): string | null {
  const encoded = /^\/v1\/faults\/([^/]+)$/.exec(path)?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

function sendError(response: ServerResponse, status: 400 | 401 | 404 | 409, error: string): void {
  sendJson(response, status, { error });
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
