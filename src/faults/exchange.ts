import type { IncomingMessage, ServerResponse } from 'node:http';
import { cutConnection } from './cut-connection.ts';
import { createDiscardedResponse } from './discarded-response.ts';
import { drainRequest } from './drain-request.ts';
import type { Answer } from './s3-error.ts';
import type { Upstream } from './upstream.ts';

/** One request and its answer, as far as a fault may touch them. After the exchange is over every method does nothing. */
export interface Exchange {
  /** Holds the request back; ends early when the fault is reverted or the client has gone. */
  delay(forMs: number): Promise<void>;
  /** Leaves the client without an answer until the fault is reverted or the client has gone. */
  waitForRevert(): Promise<void>;
  /** Lets the region carry out the request and drops the region's answer. */
  commit(): Promise<void>;
  /** Answers in the region's place, after taking in the request's body; resolves when the answer is sent. */
  answer(answer: Answer): Promise<void>;
  /** Resets the connection instead of answering. */
  cut(): void;
}

/** The engine's own view of an exchange. */
export interface HeldExchange extends Exchange {
  /** Ends `delay` or `waitForRevert`. */
  release(): void;
  /** True once it is answered or cut, or the client has gone. */
  isOver(): boolean;
}

/** @param acceptBody sends `100 Continue` to a client that waits for it before it sends the body */
export function createExchange(
  request: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
  acceptBody: () => void,
): HeldExchange {
  let over = false;
  let release = () => {};
  response.once('close', () => {
    over = true;
    release();
  });

  function hold(forMs?: number): Promise<void> {
    if (over) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = forMs === undefined ? undefined : setTimeout(() => release(), forMs);
      release = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    delay: hold,
    waitForRevert: () => hold(),
    release: () => release(),
    isOver: () => over,

    async commit() {
      if (over) return;
      acceptBody();
      await upstream.handle(request, createDiscardedResponse(request));
    },

    async answer({ status, headers, body }) {
      if (over) return;
      acceptBody();
      await drainRequest(request);
      if (over) return;
      over = true;
      await new Promise<void>((resolve) => {
        response.once('close', resolve);
        response.writeHead(status, headers).end(body);
      });
    },

    cut() {
      if (over) return;
      over = true;
      cutConnection(request.socket);
    },
  };
}
