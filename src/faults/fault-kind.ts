import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { RequestName } from '../shared/operations.ts';
import type { Random } from '../shared/random.ts';
import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';

interface Description<Name extends string, Schema extends z.ZodObject> {
  readonly kind: Name;
  /** One sentence for people. */
  readonly summary: string;
  /** Completes and checks what an author wrote; a value that went through it once goes through it unchanged. */
  readonly parameters: Schema;
  /** The only requests that it means anything to; absent: all. No other one ever matches. */
  readonly requests?: readonly RequestName[];
  /** Whether it means anything to a request with these headers; absent: to any. */
  matchesHeaders?(headers: IncomingHttpHeaders): boolean;
  /**
   * True when these parameters cut connections before a request is read from them. The gateway then does that itself,
   * never calls `apply`, and knows neither operation nor key to select by.
   */
  cutsConnections?(parameters: z.output<Schema>): boolean;
  /**
   * How many matching requests per second and prefix these parameters leave alone, so that only the excess is faulted.
   * undefined: the selectors' `probability` and `first` decide, which contradict such a limit.
   */
  sparedPerPrefixPerSecond?(parameters: z.output<Schema>): number | undefined;
}

/** A fault that steps between a request and the region. */
export interface RequestFault<Name extends string = string, Schema extends z.ZodObject = z.ZodObject>
  extends Description<Name, Schema> {
  /**
   * Faults one request. Once the exchange is over (answered or cut) nothing else sees the request; otherwise it goes
   * on to the next fault and then to the region.
   * @param random the fault's own seeded numbers
   */
  apply(exchange: Exchange, parameters: z.output<Schema>, random: Random): Promise<void> | void;
}

/** A fault that lets the region carry out the request and spoils its answer. */
export interface AnswerFault<Name extends string = string, Schema extends z.ZodObject = z.ZodObject>
  extends Description<Name, Schema> {
  /**
   * What the client gets in place of the region's answer, whose body must not be changed where it is: it may be the
   * stored object. null: there is nothing in this answer to spoil; it passes as it is, and the request counts as one that
   * the fault never met.
   * @param random the fault's own seeded numbers
   */
  spoil(answer: Answer, parameters: z.output<Schema>, random: Random): Answer | null;
}

/** One way in which a region fails. */
export type FaultKind<Name extends string = string, Schema extends z.ZodObject = z.ZodObject> =
  | RequestFault<Name, Schema>
  | AnswerFault<Name, Schema>;

/** Infers name and parameters of a fault kind from its definition. */
export function defineRequestFault<const Name extends string, Schema extends z.ZodObject>(
  kind: RequestFault<Name, Schema>,
): RequestFault<Name, Schema> {
  return kind;
}

/** The same for one that spoils answers. */
export function defineAnswerFault<const Name extends string, Schema extends z.ZodObject>(
  kind: AnswerFault<Name, Schema>,
): AnswerFault<Name, Schema> {
  return kind;
}
