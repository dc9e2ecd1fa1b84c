import type { HedgePolicy } from '../shared/contracts/policies.ts';
import type { OperationName } from '../shared/operations.ts';
import type { ClientEvent } from './client-event.ts';
import { createRecentLatency, type RecentLatency } from './recent-latency.ts';
import { createSpell } from './spell.ts';

/**
 * Says when a second attempt may be sent while the first is under way (Dean and Barroso, "The Tail at Scale", CACM 2013:
 * hedged requests), and keeps their number within the budget.
 */
export interface Hedger {
  /** An operation that may be hedged begins: it pays its share into the budget. */
  beginOperation(nowMs: number): void;
  /** How long to wait for an answer before hedging; null while too little is known. */
  readDelayMs(operation: OperationName): number | null;
  hasBudget(): boolean;
  /** A hedge is sent. */
  noteHedge(nowMs: number): void;
  /** An attempt succeeded, so long after it was sent. */
  noteLatency(operation: OperationName, latencyMs: number): void;
}

/** Without a hedge for so long, hedging has stopped. */
const quietMs = 1000;

export interface HedgerOptions {
  policy: HedgePolicy;
  /** The client's: what a quiet time saves up is bounded by what so many operations pay in, or one hedge. */
  concurrency: number;
  onEvent(event: ClientEvent): void;
}

export function createHedger({ policy, concurrency, onEvent }: HedgerOptions): Hedger {
  const { after, budget } = policy;
  const spell = createSpell(quietMs, (isOn, atMs) =>
    onEvent({ atMs, type: isOn ? 'hedgingStarted' : 'hedgingStopped' }),
  );
  /** Hedges that are paid for. Starts at 0, so that hedges ÷ operations never exceeds the budget. */
  let credit = 0;
  const mostCredit = Math.max(1, budget * concurrency);
  const recent = new Map<OperationName, RecentLatency>();

  return {
    beginOperation(nowMs) {
      credit = Math.min(mostCredit, credit + budget);
      if (spell.isOn()) spell.look(nowMs);
    },
    readDelayMs: (operation) => (after.kind === 'delay' ? after.delayMs : (recent.get(operation)?.read() ?? null)),
    hasBudget: () => credit >= 1,
    noteHedge(nowMs) {
      credit -= 1;
      spell.note(nowMs);
    },
    noteLatency(operation, latencyMs) {
      if (after.kind === 'delay') return;
      let latency = recent.get(operation);
      if (latency === undefined) {
        latency = createRecentLatency(after.quantile);
        recent.set(operation, latency);
      }
      latency.note(latencyMs);
    },
  };
}
