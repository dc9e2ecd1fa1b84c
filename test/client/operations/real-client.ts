import { request as openRequest } from 'node:http';
import type { AttemptReply, Operation, Step } from '../../../src/client/attempt.ts';
import { buildPut } from '../../../src/client/operations/build-put.ts';
import { type AttemptRecord, createStepPerformer, type StepTools } from '../../../src/client/perform-step.ts';
import { createRetrier } from '../../../src/client/retrier.ts';
import { createRouter } from '../../../src/client/router.ts';
import { readErrorCode } from '../../../src/client/taxonomy.ts';
import type { Plan } from '../../../src/shared/contracts/plan.ts';
import type { PlanClients } from '../../../src/shared/contracts/policies.ts';
import type { OperationOutcome } from '../../../src/shared/outcome.ts';
import { createRandom } from '../../../src/shared/random.ts';
import type { S3Request } from '../../../src/shared/s3-request.ts';
import { createDrillPayload, describeSeededObjects } from '../../../src/shared/seeded-objects.ts';
import { buildCanonicalQuery } from '../../../src/shared/sigv4.ts';
import { largestBytes } from '../../../src/shared/sizes.ts';
import { sha256, signRaw } from '../../region/raw-request.ts';
import { Bucket, type MountedRegion } from '../../region/with-region.ts';
import { createReply } from '../replies.ts';
import { runId } from './build-plan.ts';

/** Sends a request as it is, signed with all its headers, and reads the answer as a client's sender does. */
export function sendToRegion({ port }: MountedRegion, request: S3Request, region: string): Promise<AttemptReply> {
  const { method, path, query, body, headers } = request;
  const pairs = [...new URLSearchParams(query)];
  // What is sent is what is signed: an unsorted or unescaped query would be refused.
  if (buildCanonicalQuery(pairs) !== query) throw new Error(`not canonical: ${query}`);
  const payloadHash = sha256(body ?? '');
  const signed = signRaw({ method, path, query: pairs, headers: headers ?? {}, payloadHash, region }, port);
  return new Promise((resolve, reject) => {
    const target = query === '' ? path : `${path}?${query}`;
    const sent = openRequest({ host: '127.0.0.1', port, method, path: target, headers: signed.headers }, (answer) => {
      let text = '';
      answer.setEncoding('latin1');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => {
        const status = answer.statusCode ?? 0;
        resolve(
          createReply({
            status,
            code: status >= 400 ? readErrorCode(text) : '',
            body: text,
            header: (name) => answer.headers[name.toLowerCase()]?.toString() ?? null,
          }),
        );
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export async function seed(mounted: MountedRegion, plan: Plan, region = 'us-east-1'): Promise<void> {
  const seeded = describeSeededObjects(plan, runId);
  const payload = createDrillPayload(plan.seed, largestBytes(plan.objects.size));
  for (let index = 0; index < plan.objects.count; index += 1) {
    const [bytes, start] = [seeded.bytesOf(index), seeded.startOf(index)];
    const body = payload.take(bytes, start);
    const content = { body, checksum: payload.checksum(bytes, start), intent: seeded.intentOf(index) };
    const { status } = await sendToRegion(
      mounted,
      buildPut(`/${Bucket}/${seeded.keyOf(index)}`, content, null),
      region,
    );
    if (status !== 200) throw new Error(`seeding answered ${status}`);
  }
}

export interface Done {
  outcome: OperationOutcome;
  region: string;
  records: AttemptRecord[];
}

export interface RealClientOptions {
  plan: Plan;
  regions: Readonly<Record<string, MountedRegion>>;
  clients?: Partial<PlanClients>;
  /** Looks at each answer of a region and may replace it by what the client gets to see. */
  onAnswer?: (reply: AttemptReply, step: Step, region: string) => AttemptReply;
}

/** A client with all its real parts against real regions, but for k6. */
export async function createRealClient({ plan, regions, clients: chosen, onAnswer }: RealClientOptions) {
  const clients = { ...plan.workloads[0]?.clients, ...chosen } as PlanClients;
  const retrier = await createRetrier(
    {
      kind: 'fixed',
      maxAttempts: 3,
      baseMs: 1,
      factor: 1,
      capMs: 1,
      jitter: 'none',
      quota: null,
      honoursRetryAfter: false,
    },
    createRandom(1),
  );
  let records: AttemptRecord[] = [];
  const router = createRouter({ clients, random: createRandom(2), onEvent: () => {} });
  const tools: StepTools = {
    router,
    retrierOf: () => retrier,
    hedger: null,
    now: () => performance.now(),
    send(region, step, _timeoutMs, onReply) {
      const answered = sendToRegion(regions[region] as MountedRegion, step.build(Bucket), region);
      void answered.then((reply) => onReply(onAnswer?.(reply, step, region) ?? reply));
    },
    onAttempt: (record) => records.push({ ...record }),
  };
  const performStep = createStepPerformer(tools);
  /** Performs an operation to its end. */
  return (operation: Operation): Promise<Done> => {
    records = [];
    const own = records;
    const request = { operation, planned: router.plan(operation.name), scheduledMs: performance.now() };
    return new Promise((resolve) => {
      operation.perform(
        (step, onEnd) => performStep(request, step, onEnd),
        ({ outcome, region }) => resolve({ outcome, region, records: own }),
      );
    });
  };
}
