import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { cutConnection } from './cut-connection.ts';
import { createDiscardedResponse } from './discarded-response.ts';
import { drainRequest } from './drain-request.ts';
import { holdAnswer } from './hold-answer.ts';
import { sendAnswer } from './send-answer.ts';
import type { Upstream } from './upstream.ts';

/** One request and its answer, as far as a fault may touch them. After the exchange is over every method does nothing. */
export interface Exchange {
  /**
   * Holds the request back; ends early when the fault is reverted or the client has gone.
   * @returns whether the whole time has passed
   */
  delay(forMs: number): Promise<boolean>;
  /** Leaves the client without an answer until the fault is reverted or the client has gone. */
  waitForRevert(): Promise<void>;
  /** Lets the region carry out the request and drops the region's answer. */
  commit(): Promise<void>;
  /** Answers in the region's place, after taking in the request's body; resolves when the answer is sent. */
  answer(answer: Answer): Promise<void>;
  /** Sends the head of an answer whose body comes bit by bit, after taking in the request's body. */
  begin(status: number, headers: OutgoingHttpHeaders): Promise<void>;
  /** Sends a bit of the body of an answer that has begun. */
  write(text: string): void;
  /** Ends an answer that has begun; resolves when it is sent. */
  end(text: string): Promise<void>;
  /** Resets the connection instead of answering. */
  cut(): void;
}

/** The engine's own view of an exchange. */
export interface HeldExchange extends Exchange {
  /** Another fault has it from now on: `release` has not been called for that one. */
  takeUp(): void;
  /** Ends `delay` or `waitForRevert`, and lets the fault that has the exchange begin no other. */
  release(): void;
  /** Lets the region carry out the request and keeps its answer back; null when there is none, and the exchange over. */
  carryOut(): Promise<Answer | null>;
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
  let isReleased = false;
  let endHold = () => {};
  response.once('close', () => {
    over = true;
    endHold();
  });

  function hold(forMs?: number): Promise<boolean> {
    if (over || isReleased) return Promise.resolve(false);
    if (forMs !== undefined && forMs <= 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = forMs === undefined ? undefined : setTimeout(() => resolve(true), forMs);
      endHold = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
  }

  async function takeBody(): Promise<void> {
    acceptBody();
    await drainRequest(request);
  }

  /** Resolves when the response is on its way or its client gone. */
  function finish(send: () => void): Promise<void> {
    over = true;
    return new Promise((resolve) => {
      response.once('close', resolve);
      send();
    });
  }

  function cut(): void {
    if (over) return;
    over = true;
    cutConnection(request.socket, response.headersSent);
  }

  return {
    delay: hold,
    async waitForRevert() {
      await hold();
    },
    takeUp() {
      isReleased = false;
    },
    release() {
      isReleased = true;
      endHold();
    },
    isOver: () => over,
    cut,

    async commit() {
      if (over) return;
      acceptBody();
      await upstream.handle(request, createDiscardedResponse(request));
    },

    async carryOut() {
      if (over) return null;
      acceptBody();
      const answer = await holdAnswer(request, upstream);
      if (answer === null) cut();
      return answer;
    },

    async answer(answer) {
      if (over) return;
      await takeBody();
      if (!over) await finish(() => sendAnswer(response, answer));
    },

    async begin(status, headers) {
      if (over) return;
      await takeBody();
      if (!over) response.writeHead(status, headers).flushHeaders();
    },
    write(text) {
      if (!over) response.write(text);
    },
    async end(text) {
      if (!over) await finish(() => response.end(text));
    },
  };
}
