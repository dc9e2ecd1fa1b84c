import { setTimeout as delay } from 'node:timers/promises';
import { CopyObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Pattern } from './patterns.ts';

/** Runs so many operations with the real SDK, as many at a time as the pattern says. @returns how many succeeded */
export async function runWithSdk(pattern: Pattern, endpoint: string, operations: number): Promise<number> {
  const client = new S3Client({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'parity', secretAccessKey: 'parity' },
    forcePathStyle: true,
    maxAttempts: 3,
    retryMode: pattern.mode,
  });
  let next = 0;
  let succeeded = 0;
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
          succeeded += 1;
        },
        () => {},
      );
      if (pattern.thinkMs > 0) await delay(pattern.thinkMs);
    }
  }
  await Promise.all(Array.from({ length: pattern.concurrency }, perform));
  client.destroy();
  return succeeded;
}
