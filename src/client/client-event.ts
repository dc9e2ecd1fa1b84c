import type { EventType } from '../shared/contracts/telemetry.ts';

/** A change in how a client behaves; whoever runs the client adds its number. */
export interface ClientEvent {
  /** On the client's clock. */
  atMs: number;
  type: EventType;
  detail?: string;
}
