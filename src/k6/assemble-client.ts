import type { AttemptReply, Operation } from '../client/attempt.ts';
import { createHedger } from '../client/hedger.ts';
import type { StepTools } from '../client/perform-step.ts';
import { createRetrier, type Retrier } from '../client/retrier.ts';
import { createRouter } from '../client/router.ts';
import { signalsOverload } from '../client/taxonomy.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import { createRandom, deriveSeed } from '../shared/random.ts';
import type { S3Request } from '../shared/s3-request.ts';
import type { ClientRun } from './client-run.ts';
import { createSender, type SendAttempt } from './send-attempt.ts';

/** How a region is reached. */
interface Way {
  bucket: string;
  send: SendAttempt;
}

/** A client's parts, wired to k6 and to its recorder. */
export interface AssembledClient extends StepTools {
  /** Sends a HeadObject that belongs to no operation. */
  probe(
    region: string,
    buildRequest: (bucket: string) => S3Request,
    timeoutMs: number,
    onReply: (reply: AttemptReply) => void,
  ): void;
  /** Requests that have no answer yet: a hedge that lost outlives its operation. */
  outstanding(): number;
  /** Operations of which some attempt told of overload; null where a fixed limit has nothing to learn from it. */
  overloads: Pick<WeakSet<Operation>, 'has'> | null;
  /** Once nothing is outstanding: leaves no timer of a retry that nobody waits for. */
  stop(): void;
}

export async function assembleClient({
  plan,
  workload,
  regions,
  client,
  clock,
  recorder,
  tagsAttempts,
}: ClientRun): Promise<AssembledClient> {
  const { clients, operations } = workload;
  const randomFor = (part: string) => createRandom(deriveSeed(plan.seed, `${part} ${client}`));
  const ways = new Map<string, Way>();
  for (const name of [clients.primary, ...clients.standby]) {
    const access = regions.get(name) as RegionAccess;
    ways.set(name, { bucket: access.bucket, send: createSender(access, tagsAttempts) });
  }
  const findWay = (region: string): Way => ways.get(region) as Way;
  const backoffRandom = randomFor('backoff');
  // Operations without a policy of their own share the client's retrier, and with it one quota.
  const shared = await createRetrier(clients.retry, backoffRandom);
  const retriers: Retrier[] = [];
  for (const { retry } of operations)
    retriers.push(retry === null ? shared : await createRetrier(retry, backoffRandom));
  const onEvent = (event: Parameters<typeof recorder.event>[0]): void => recorder.event({ ...event, client });
  let outstanding = 0;
  // Weak, because a hedge that lost may tell of overload after its operation has ended.
  const overloads = clients.limit.kind === 'fixed' ? null : new WeakSet<Operation>();

  return {
    router: createRouter({ clients, random: randomFor('routes'), onEvent }),
    retrierOf: (entry) => retriers[entry] as Retrier,
    hedger:
      clients.hedge === null
        ? null
        : createHedger({ policy: clients.hedge, concurrency: clients.concurrency, onEvent }),
    now: clock.now,
    send(region, step, timeoutMs, onReply) {
      const { bucket, send } = findWay(region);
      outstanding += 1;
      send(step.build(bucket), step.request, timeoutMs, onReply);
    },
    onAttempt(record) {
      outstanding -= 1;
      recorder.attempt(record);
      if (overloads !== null && signalsOverload(record.outcome)) overloads.add(record.operation);
    },
    probe(region, buildRequest, timeoutMs, onReply) {
      const { bucket, send } = findWay(region);
      outstanding += 1;
      send(buildRequest(bucket), 'HeadObject', timeoutMs, (reply) => {
        outstanding -= 1;
        onReply(reply);
      });
    },
    outstanding: () => outstanding,
    overloads,
    stop() {
      for (const retrier of [shared, ...retriers]) retrier.stop();
    },
  };
}
