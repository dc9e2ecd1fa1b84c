import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request as startRequest } from 'node:http';
import { connect } from 'node:net';

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** True when the connection had served an earlier request. */
  reused: boolean;
}

export interface Sent {
  answer: Promise<Answered>;
  /** The client gives up. */
  abort(): void;
}

/** An agent with one connection that it keeps alive. */
export function createOneConnectionAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 1 });
}

export function startSending(
  port: number,
  method: string,
  path: string,
  options: { body?: string; agent?: Agent; headers?: OutgoingHttpHeaders } = {},
): Sent {
  const request = startRequest({ host: '127.0.0.1', port, method, path, ...options });
  const answer = new Promise<Answered>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
          reused: request.reusedSocket,
        }),
      );
    });
  });
  request.end(options.body);
  return { answer, abort: () => request.destroy() };
}

export function send(...parameters: Parameters<typeof startSending>): Promise<Answered> {
  return startSending(...parameters).answer;
}

/** The error code with which a request failed below HTTP, or its status. */
export async function sendForOutcome(...parameters: Parameters<typeof startSending>): Promise<string> {
  return send(...parameters).then(
    ({ status }) => String(status),
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
}

export interface RawConnection {
  write(text: string): void;
  /** Resolves with everything received so far, once it contains `text`. */
  receive(text: string): Promise<string>;
  /** How the peer ended the connection, and all that was received. */
  ended: Promise<{ by: 'RST' | 'FIN'; received: string }>;
  close(): void;
}

export function openRawConnection(port: number): RawConnection {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  let received = '';
  const watchers = new Set<() => void>();
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
    for (const watch of watchers) watch();
  });
  const ended = new Promise<{ by: 'RST' | 'FIN'; received: string }>((resolve) => {
    socket.on('error', () => resolve({ by: 'RST', received }));
    // Node reports an RST that follows data as an end. Only after a FIN can the other direction still be written to.
    socket.on('end', () => {
      socket.write('x', (error) => {
        resolve({ by: error ? 'RST' : 'FIN', received });
        socket.destroy();
      });
    });
  });
  return {
    write: (text) => socket.write(text),
    receive: (text) =>
      new Promise((resolve) => {
        const watch = () => {
          if (!received.includes(text)) return;
          watchers.delete(watch);
          resolve(received);
        };
        watchers.add(watch);
        watch();
      }),
    ended,
    close: () => socket.destroy(),
  };
}
