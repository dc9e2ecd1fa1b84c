import type { z } from 'zod';
import type { Random } from '../shared/random.ts';
import type { Exchange } from './exchange.ts';

/** One way in which a region fails. */
export interface FaultKind<Name extends string = string, Schema extends z.ZodObject = z.ZodObject> {
  readonly kind: Name;
  /** One sentence for people. */
  readonly summary: string;
  /** Completes and checks what an author wrote; a value that went through it once goes through it unchanged. */
  readonly parameters: Schema;
  /**
   * True when these parameters cut connections before a request is read from them. The gateway then does that itself,
   * never calls `apply`, and knows neither operation nor key to select by.
   */
  cutsConnections?(parameters: z.output<Schema>): boolean;
  /**
   * Faults one request. Once the exchange is over (answered or cut) nothing else sees the request; otherwise it goes
   * on to the next fault and then to the region.
   * @param random the fault's own seeded numbers
   */
  apply(exchange: Exchange, parameters: z.output<Schema>, random: Random): Promise<void> | void;
}

/** Infers name and parameters of a fault kind from its definition. */
export function defineFaultKind<const Name extends string, Schema extends z.ZodObject>(
  kind: FaultKind<Name, Schema>,
): FaultKind<Name, Schema> {
  return kind;
}
