import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readGatewayState } from '../../src/run/regions/control-client.ts';
import { startRegions } from '../../src/run/regions/start-regions.ts';
import { makeDirectory, runDrillFile, writeDrill } from './drive.ts';

const minute = 60_000;
const operations = 100;

/** What the real SDK does: one client, one operation after the other, against a region that answers only 500. */
async function countSdkAttempts(): Promise<number> {
  const regions = await startRegions({
    regions: [{ name: 'us-east-1', upstream: 'embedded', replicatesFrom: null, replicationLagMs: 0 }],
    seed: 1,
    maxBytesPerRegion: 1024 * 1024,
    onRegionExit: () => {},
  });
  onTestFinished(regions.stop);
  const [access] = regions.access;
  if (access === undefined) throw new Error('no region');
  const injected = await fetch(`${access.controlUrl}/v1/faults`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access.controlToken}` },
    body: JSON.stringify({ id: 'f', kind: 'internalError', selectors: {}, parameters: {}, leaseMs: 60_000, seed: 1 }),
  });
  expect(injected.status).toBe(201);
  const client = new S3Client({
    region: access.name,
    endpoint: access.endpoint,
    credentials: access,
    forcePathStyle: true,
  });
  for (let i = 0; i < operations; i += 1) {
    await expect(client.send(new GetObjectCommand({ Bucket: access.bucket, Key: `k${i}` }))).rejects.toMatchObject({
      name: 'InternalError',
    });
  }
  client.destroy();
  return (await readGatewayState(access)).receivedTotal;
}

/**
 * The same with a compiled drill: one client with one operation in flight. At 10/s, evenly spaced, the ten seconds of the
 * fault hold 100 operations, and each stands 50 ms clear of the fault's ends.
 */
async function countDrillAttempts(): Promise<{ operations: number; attempts: number }> {
  const drill = await writeDrill(
    await makeDirectory(),
    `regions: { 'us-east-1': embedded() },
    clients: { count: 1, concurrency: 1, standby: [], breaker: false, deadline: '30s', attemptTimeout: '10s' },
    workload: { GetObject: { share: 1 } },
    objects: { count: 1, size: '1KiB' },
    load: load.constant('10/s', { arrivals: 'uniform' }),
    phases: { steady: '2s', fault: '10s', recovery: '2s' },
    stableWindow: '1s',
    faults: [faults.internalError({ region: 'us-east-1' })],
    objectives: [objectives.retryAmplification({ phase: 'fault' }).atMost(3)]`,
  );
  const { result } = await runDrillFile(drill);
  const attempts = result.attempts.filter(({ phase, outcome }) => phase === 'fault' && outcome === 'serverError');
  return {
    operations: result.phases.find(({ name }) => name === 'fault')?.failed ?? 0,
    attempts: attempts.reduce((sum, { count }) => sum + count, 0),
  };
}

describe('retries', () => {
  test('of 100 sequential operations against nothing but 500 are as many in k6 as with the real SDK', {
    timeout: 2 * minute,
  }, async () => {
    const sdk = await countSdkAttempts();
    expect(sdk).toBe(135);
    const drill = await countDrillAttempts();
    expect(drill).toEqual({ operations, attempts: sdk });
  });
});
