import { vi } from 'vitest';
import type { AttemptReply, Operation, Step, StepReport } from '../../src/client/attempt.ts';
import { createHedger } from '../../src/client/hedger.ts';
import { type AttemptRecord, createStepPerformer, type StepTools } from '../../src/client/perform-step.ts';
import { createRetrier } from '../../src/client/retrier.ts';
import { createRouter } from '../../src/client/router.ts';
import { classifyReply, signalsOutage } from '../../src/client/taxonomy.ts';
import type { PlanClients } from '../../src/shared/contracts/policies.ts';
import { attemptOutcomes } from '../../src/shared/outcome.ts';
import { createRandom } from '../../src/shared/random.ts';
import { timedOut } from './replies.ts';

/** What a region answers, and after how long; at once, within the sending, where it says no time. */
export type Answer = AttemptReply | { reply: AttemptReply; afterMs: number };

export interface Sent {
  region: string;
  atMs: number;
  timeoutMs: number;
}

export interface ClientOptions {
  /** @param attempt 1, 2, 3… of the client */
  answer(region: string, attempt: number): Answer;
  clients?: Partial<PlanClients>;
}

export type StepOptions = Partial<Operation> & Partial<Step> & { scheduledMs?: number };

const clientsByDefault: PlanClients = {
  count: 1,
  concurrency: 8,
  queueLimit: 16,
  primary: 'east',
  standby: ['west'],
  retry: { kind: 'standard', maxAttempts: 3 },
  breaker: {
    trip: { kind: 'consecutive', failures: 2 },
    openForMs: 60_000,
    probes: 1,
    scope: 'region',
    countedOutcomes: attemptOutcomes.filter(signalsOutage),
  },
  failover: {
    weights: null,
    operations: null,
    deadlineShare: null,
    healthProbe: null,
    operator: null,
    failback: { kind: 'probe', stableMs: 0, rampMs: 0 },
    standbyProtection: null,
  },
  hedge: null,
  limit: { kind: 'fixed' },
  shedding: null,
};

/** A client with all its real parts on the virtual clock, which has to be on; `answer` plays the regions. */
export async function createClient({ answer, clients: chosen }: ClientOptions) {
  const clients: PlanClients = { ...clientsByDefault, ...chosen };
  const retrier = await createRetrier(clients.retry, createRandom(1));
  const sent: Sent[] = [];
  const records: AttemptRecord[] = [];

  function send(region: string, _step: Step, timeoutMs: number, onReply: (reply: AttemptReply) => void): void {
    sent.push({ region, atMs: Date.now(), timeoutMs });
    const given = answer(region, sent.length);
    if (!('afterMs' in given)) onReply(given);
    else if (given.afterMs >= timeoutMs) setTimeout(onReply, timeoutMs, timedOut);
    else setTimeout(onReply, given.afterMs, given.reply);
  }

  const tools: StepTools = {
    router: createRouter({ clients, random: createRandom(2), onEvent: () => {} }),
    retrierOf: () => retrier,
    hedger:
      clients.hedge === null
        ? null
        : createHedger({ policy: clients.hedge, concurrency: clients.concurrency, onEvent: () => {} }),
    now: Date.now,
    send,
    onAttempt: (record) => records.push({ ...record }),
  };
  const performStep = createStepPerformer(tools);

  /** Begins a step and leaves the clock alone. */
  function begin(options: StepOptions, onEnd: (report: StepReport) => void): void {
    const operation: Operation = {
      name: 'GetObject',
      priority: 'normal',
      deadlineMs: 5000,
      attemptTimeoutMs: 1000,
      entry: 0,
      isHedgeable: false,
      perform: () => {},
      followUp: () => null,
      ...options,
    };
    const step: Step = {
      request: 'GetObject',
      cause: 'first',
      pinnedRegion: null,
      build: () => ({ method: 'GET', path: '/', query: '', body: null, headers: null }),
      judge: classifyReply,
      ...options,
    };
    performStep({ operation, planned: 'east', scheduledMs: options.scheduledMs ?? Date.now() }, step, onEnd);
  }

  /** Performs a step to its end, and waits until every timer has run out. */
  async function perform(options: StepOptions = {}): Promise<StepReport> {
    const ended = new Promise<StepReport>((resolve) => begin(options, resolve));
    await vi.runAllTimersAsync();
    return ended;
  }

  return { perform, begin, performStep, sent, records };
}
