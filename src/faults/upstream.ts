import type { IncomingMessage, ServerResponse } from 'node:http';

/** What stands behind a gateway: the region that really answers. */
export interface Upstream {
  /** Resolves once the request is carried out and its answer has ended; refuses requests by answering, not by throwing. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Takes an object that another region replicates to this one; the control API has checked the token. */
  handleReplication(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Objects that other regions still wait for. */
  replicationBacklog(): number;
  close(): void;
}
