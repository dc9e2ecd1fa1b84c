import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Writable } from 'node:stream';

/** A response whose bytes go nowhere: for a request that is carried out while its client hears something else. */
export function createDiscardedResponse(request: IncomingMessage): ServerResponse {
  const response = new ServerResponse(request);
  const nowhere = new Writable({
    // A response on a socket of its own never hears `drain`, so it must never be asked to wait for one.
    highWaterMark: Number.MAX_SAFE_INTEGER,
    write: (_chunk, _encoding, done) => done(),
  });
  response.assignSocket(nowhere as Socket);
  return response;
}
