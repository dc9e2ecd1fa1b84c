import type { AttemptReply, Operation } from '../client/attempt.ts';
import { createHedger } from '../client/hedger.ts';
import type { StepTools } from '../client/perform-step.ts';
import { createRetrier, type Retrier } from '../client/retrier.ts';
import { createRouter } from '../client/router.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import type { RequestName } from '../shared/operations.ts';
import type { AttemptOutcome } from '../shared/outcome.ts';
import { createRandom, deriveSeed } from '../shared/random.ts';
import type { S3Request } from '../shared/s3-request.ts';
import type { ClientRun } from './client-run.ts';
import { createSender, type SendAttempt } from './send-attempt.ts';

type OnReply = (reply: AttemptReply) => void;

/** A client's parts, wired to k6 and to its recorder. */
export interface AssembledClient extends StepTools {
  /** Every request goes out by this. @param name of the request, for k6's metrics */
  sendTo(region: string, request: S3Request, name: RequestName, timeoutMs: number, onReply: OnReply): void;
  /** Requests that have no answer yet: a hedge that lost outlives its operation. */
  outstanding(): number;
  /** Whether some attempt of the operation told of overload. */
  metOverload(operation: Operation): boolean;
  /** Once nothing is outstanding: leaves no timer of a retry that nobody waits for. */
  stop(): void;
}

/** Outcomes by which an adaptive limit learns that it asks too much. */
const overloadOutcomes: ReadonlySet<AttemptOutcome> = new Set([
  'throttled',
  'serverError',
  'middleboxError',
  'gatewayTimeout',
  'attemptTimeout',
  'deadlineExceeded',
]);

export async function assembleClient({
  plan,
  workload,
  regions,
  client,
  clock,
  recorder,
}: ClientRun): Promise<AssembledClient> {
  const { clients, operations } = workload;
  const randomFor = (part: string) => createRandom(deriveSeed(plan.seed, `${part} ${client}`));
  const senders = new Map<string, SendAttempt>();
  for (const name of [clients.primary, ...clients.standby]) {
    senders.set(name, createSender(regions.get(name) as RegionAccess));
  }
  const backoffRandom = randomFor('backoff');
  // Operations without a policy of their own share the client's retrier, and with it one quota.
  const shared = await createRetrier(clients.retry, backoffRandom);
  const retriers: Retrier[] = [];
  for (const { retry } of operations)
    retriers.push(retry === null ? shared : await createRetrier(retry, backoffRandom));
  const onEvent = (event: Parameters<typeof recorder.event>[0]): void => recorder.event({ ...event, client });
  let outstanding = 0;
  // Weak, because a hedge that lost may tell of overload after its operation has ended.
  const overloaded = new WeakSet<Operation>();

  function sendTo(region: string, request: S3Request, name: RequestName, timeoutMs: number, onReply: OnReply): void {
    outstanding += 1;
    (senders.get(region) as SendAttempt)(request, name, timeoutMs, (reply) => {
      outstanding -= 1;
      onReply(reply);
    });
  }

  return {
    router: createRouter({ clients, random: randomFor('routes'), onEvent }),
    retrierOf: (entry) => retriers[entry] as Retrier,
    hedger:
      clients.hedge === null
        ? null
        : createHedger({ policy: clients.hedge, concurrency: clients.concurrency, onEvent }),
    now: clock.now,
    send(region, step, timeoutMs, onReply) {
      const { bucket } = regions.get(region) as RegionAccess;
      sendTo(region, step.build(bucket), step.request, timeoutMs, onReply);
    },
    onAttempt(record) {
      recorder.attempt(record);
      if (overloadOutcomes.has(record.outcome)) overloaded.add(record.operation);
    },
    sendTo,
    outstanding: () => outstanding,
    metOverload: (operation) => overloaded.has(operation),
    stop() {
      for (const retrier of [shared, ...retriers]) retrier.stop();
    },
  };
}
