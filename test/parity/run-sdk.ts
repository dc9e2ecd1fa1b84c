import { setTimeout as delay } from 'node:timers/promises';
import { CopyObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { AttemptOutcome } from '../../src/shared/outcome.ts';
import type { Pattern } from './patterns.ts';
import { createSideCount, type SideCount } from './side-count.ts';

/** The part of the SDK's errors that says what was answered. */
interface SdkError {
  name: string;
  /** Of S3's own error document; absent where a middlebox or nobody answered. */
  Code?: string;
  $metadata?: { httpStatusCode?: number };
}

/** What a status means where no S3 code came with it; without a status, nobody answered. */
const outcomeByStatus: Readonly<Record<number, AttemptOutcome>> = {
  429: 'throttled',
  502: 'middleboxError',
  504: 'gatewayTimeout',
};

/** Runs so many operations with the real SDK, as many at a time as the pattern says. */
export async function runWithSdk(pattern: Pattern, endpoint: string, operations: number): Promise<SideCount> {
  const client = new S3Client({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'parity', secretAccessKey: 'parity' },
    forcePathStyle: true,
    maxAttempts: 3,
    retryMode: pattern.mode,
  });
  const count = createSideCount();
  // Inside of the retries, so that each attempt passes by here.
  const noteAnswer =
    <Args, Output>(next: (args: Args) => Promise<Output>) =>
    async (args: Args): Promise<Output> => {
      try {
        const output = await next(args);
        count.addAnswer('ok');
        return output;
      } catch (error) {
        count.addAnswer(nameError(error as SdkError));
        throw error;
      }
    };
  client.middlewareStack.addRelativeTo(noteAnswer, { relation: 'after', toMiddleware: 'retryMiddleware' });
  let next = 0;
  async function perform(): Promise<void> {
    while (next < operations) {
      const target = { Bucket: 'parity', Key: `sdk/${next}` };
      next += 1;
      const command =
        pattern.operation === 'PutObject'
          ? new PutObjectCommand({ ...target, Body: 'x' })
          : new CopyObjectCommand({ ...target, CopySource: 'parity/seeded/0' });
      await client.send(command as PutObjectCommand).then(
        () => {
          count.succeeded += 1;
        },
        () => {},
      );
      if (pattern.thinkMs > 0) await delay(pattern.thinkMs);
    }
  }
  await Promise.all(Array.from({ length: pattern.concurrency }, perform));
  client.destroy();
  return count;
}

function nameError({ name, Code, $metadata }: SdkError): string {
  if (Code !== undefined) return name;
  return outcomeByStatus[$metadata?.httpStatusCode ?? 0] ?? 'connectionReset';
}
