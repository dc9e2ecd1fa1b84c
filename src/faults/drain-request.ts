import type { IncomingMessage } from 'node:http';

/**
 * Reads and drops what is left of a request's body, so that the connection can carry another request after an answer
 * that did not need the body. Resolves at the body's end, or when the client has gone.
 */
export function drainRequest(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    request.once('end', resolve);
    request.once('close', resolve);
    request.resume();
  });
}
