import { createServer, type IncomingMessage, type ServerOptions, type ServerResponse } from 'node:http';
import { classifyRequest } from '../shared/classify-request.ts';
import type { GatewayState } from '../shared/contracts/control.ts';
import { requestNames } from '../shared/operations.ts';
import { serveControl } from './control-api.ts';
import { cutConnection } from './cut-connection.ts';
import { createFaultEngine } from './engine.ts';
import { createExchange } from './exchange.ts';
import { closeServer, listen } from './listen.ts';
import type { Upstream } from './upstream.ts';

export interface GatewayOptions {
  region: string;
  upstream: Upstream;
  host: '127.0.0.1';
  /** 0: any free port; the same for `controlPort`. */
  port: number;
  controlPort: number;
  controlToken: string;
}

export interface Gateway {
  /** `http://127.0.0.1:PORT`, for S3 clients. */
  readonly endpoint: string;
  /** `http://127.0.0.1:PORT`, for whoever holds the control token. */
  readonly controlUrl: string;
  readState(): GatewayState;
  /** Ends everything at once: ports, connections, faults, upstream. */
  close(): Promise<void>;
}

const serverOptions: ServerOptions = {
  // 0: never. Clients keep connections for the whole run, and one closed for idleness at the moment of its reuse would
  // look like a failure of the region. Loopback connections cannot outlive their client.
  keepAliveTimeout: 0,
  // Counts from the moment of connecting; Go opens connections in advance and may use them minutes later.
  headersTimeout: 600_000,
  // 0: never. A blackholed upload must not be answered 408.
  requestTimeout: 0,
};

/**
 * Opens the fault-injecting S3 listener in front of one region, and its control API on a port of its own.
 * @throws Failure `port-busy`
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { region, upstream, host } = options;
  const engine = createFaultEngine();
  const received: Record<string, number> = Object.fromEntries([...requestNames, 'other'].map((name) => [name, 0]));
  let receivedTotal = 0;

  function readState(): GatewayState {
    return {
      region,
      nowEpochMs: Date.now(),
      received: { ...received },
      receivedTotal,
      faults: engine.readCounters(),
      replicationBacklog: upstream.replicationBacklog(),
    };
  }

  /** @param acceptBody sends `100 Continue` to a client that waits for it */
  async function serve(request: IncomingMessage, response: ServerResponse, acceptBody: () => void): Promise<void> {
    const faulty = !engine.isIdle();
    if (faulty && engine.cutsRequest(request.socket)) return cutConnection(request.socket, false);
    const { method = '', url = '', headers } = request;
    const target = classifyRequest(method, url, headers['x-amz-copy-source'] !== undefined);
    received[target.name] = (received[target.name] ?? 0) + 1;
    receivedTotal += 1;
    if (faulty) {
      const exchange = createExchange(request, response, upstream, acceptBody);
      await engine.meetRequest(target, headers, exchange);
      if (exchange.isOver()) return;
    }
    acceptBody();
    await upstream.handle(request, response);
  }

  const server = createServer(serverOptions);
  server.on('connection', (socket) => {
    if (!engine.isIdle() && engine.cutsConnection(socket)) socket.resetAndDestroy();
  });
  server.on('request', (request, response) => {
    serve(request, response, () => {}).catch((defect) => answerDefect(response, defect));
  });
  server.on('checkContinue', (request, response) => {
    serve(request, response, () => response.writeContinue()).catch((defect) => answerDefect(response, defect));
  });

  const control = createServer(serverOptions, (request, response) => {
    serveControl(request, response, { token: options.controlToken, engine, upstream, readState }).catch((defect) =>
      answerDefect(response, defect),
    );
  });

  async function close(): Promise<void> {
    engine.close();
    await Promise.all([closeServer(server), closeServer(control)]);
    upstream.close();
  }

  try {
    const port = await listen(server, host, options.port, `region ${region}`);
    const controlPort = await listen(control, host, options.controlPort, `the control API of region ${region}`);
    return { endpoint: `http://${host}:${port}`, controlUrl: `http://${host}:${controlPort}`, readState, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A defect of ours must not pass for a failure of the region: it is printed, and answered without x-amz headers, as by
 * a middlebox. When the client has gone, its own leaving was the cause.
 */
function answerDefect(response: ServerResponse, defect: unknown): void {
  if (response.destroyed || response.socket?.destroyed) return;
  console.error(defect);
  if (response.headersSent) response.destroy();
  else response.writeHead(502, { connection: 'close' }).end();
}
