import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { type RunningRegions, startRegions } from '../../../src/run/regions/start-regions.ts';
import { type RegionAccess, regionsReadySchema } from '../../../src/shared/contracts/regions.ts';
import { waitUntil } from '../../faults/wait-until.ts';
import { isPortOpen, listRegionProcesses, primary, replica } from './fixtures.ts';

const defaults = { seed: 1, maxBytesPerRegion: 10_000_000, onRegionExit: () => {} };

test('regions start with credentials of their own, serve the AWS SDK, replicate, and stop without a trace', () =>
  withRegions({ ...defaults, regions: [primary, replica] }, async (regions) => {
    const { access } = regions;
    regionsReadySchema.parse({ regions: access });
    expect(access.map(({ name, bucket }) => [name, bucket])).toEqual([
      ['us-east-1', 's3drill-us-east-1'],
      ['us-west-2', 's3drill-us-west-2'],
    ]);
    expect(new Set(access.flatMap((one) => [one.accessKeyId, one.secretAccessKey, one.controlToken])).size).toBe(6);

    const [source, target] = access as [RegionAccess, RegionAccess];
    await createClient(source).send(new PutObjectCommand({ Bucket: source.bucket, Key: 'k', Body: 'payload' }));
    await waitUntil(async () => (await readText(target, 'k')) === 'payload', 'the copy in the other region');

    const state = await regions.readState('us-east-1');
    expect(state).toMatchObject({ region: 'us-east-1', received: { PutObject: 1 }, faults: [] });
    await waitUntil(
      async () => (await regions.readState('us-east-1')).replicationBacklog === 0,
      'an empty replication backlog',
    );
    await expect(regions.readState('eu-west-1')).rejects.toMatchObject({ code: 'unknown-region' });
  }));

test('a write that commits and then answers 500 is really in the region', () =>
  withRegions({ ...defaults, regions: [primary] }, async (regions) => {
    const [access] = regions.access as [RegionAccess];
    await inject(access, 'internalError', { when: 'after-commit' });
    const put = new PutObjectCommand({ Bucket: access.bucket, Key: 'k', Body: 'payload' });
    await expect(createClient(access).send(put)).rejects.toMatchObject({
      name: 'InternalError',
      $metadata: { httpStatusCode: 500, requestId: expect.any(String), extendedRequestId: expect.any(String) },
    });
    await regions.revertAllFaults();
    expect(await readText(access, 'k')).toBe('payload');
  }));

test('faults of all regions are reverted at once', () =>
  withRegions({ ...defaults, regions: [primary, replica] }, async (regions) => {
    for (const access of regions.access) await inject(access, 'blackhole', {});
    await regions.revertAllFaults();
    for (const { name } of regions.access) {
      expect((await regions.readState(name)).faults).toMatchObject([{ id: 'f', active: false }]);
    }
  }));

test('a busy port is a Failure, and the regions already started are stopped', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo;
  await expect(
    startRegions({ ...defaults, regions: [primary, replica], ports: { 'us-west-2': port } }),
  ).rejects.toMatchObject({ code: 'port-busy', exitCode: 2, message: expect.stringContaining(String(port)) });
  expect(listRegionProcesses(process.pid)).toEqual([]);
  blocker.close();
});

test('a region that fails for another reason tells it', () =>
  expect(startRegions({ ...defaults, regions: [primary], ports: { 'us-east-1': 70_000 } })).rejects.toMatchObject({
    code: 'region-failed',
    message: expect.stringContaining('ERR_SOCKET_BAD_PORT'),
  }));

test('a region takes the port that it is given', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { port } = blocker.address() as AddressInfo;
  await new Promise((resolve) => blocker.close(resolve));
  await withRegions({ ...defaults, regions: [primary], ports: { 'us-east-1': port } }, async ({ access }) => {
    expect(access[0]?.endpoint).toBe(`http://127.0.0.1:${port}`);
  });
});

test('a region ignores SIGINT, and when it is killed the runner is told', async () => {
  const exits: [string, string][] = [];
  const onRegionExit = (region: string, reason: string) => exits.push([region, reason]);
  await withRegions({ ...defaults, regions: [primary], onRegionExit }, async (regions) => {
    const [pid] = listRegionProcesses(process.pid) as [number];
    process.kill(pid, 'SIGINT');
    expect((await regions.readState('us-east-1')).region).toBe('us-east-1');
    expect(exits).toEqual([]);
    process.kill(pid, 'SIGKILL');
    await waitUntil(() => exits.length > 0, 'the news of the exit');
    expect(exits).toEqual([['us-east-1', 'it was killed by SIGKILL']]);
    await expect(regions.readState('us-east-1')).rejects.toMatchObject({ code: 'gateway-unreachable', exitCode: 4 });
    await expect(regions.revertAllFaults()).rejects.toMatchObject({ code: 'gateway-unreachable' });
  });
  expect(exits).toHaveLength(1);
});

test('when the runner is killed its regions go at once and free their ports', async () => {
  const runner = fork(fileURLToPath(new URL('./runner-fixture.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  const [[access]] = (await once(runner, 'message')) as [[RegionAccess]];
  expect(await isPortOpen(access.endpoint)).toBe(true);
  runner.kill('SIGKILL');
  for (const url of [access.endpoint, access.controlUrl]) {
    await waitUntil(async () => !(await isPortOpen(url)), `${url} refuses`);
  }
});

/** Whatever happens the regions are stopped; then no process and no port may be left. */
async function withRegions(
  options: Parameters<typeof startRegions>[0],
  use: (regions: RunningRegions) => Promise<void>,
): Promise<void> {
  const regions = await startRegions(options);
  try {
    await use(regions);
  } finally {
    await regions.stop();
  }
  expect(listRegionProcesses(process.pid)).toEqual([]);
  for (const { endpoint, controlUrl } of regions.access) {
    expect([await isPortOpen(endpoint), await isPortOpen(controlUrl)]).toEqual([false, false]);
  }
}

async function inject(access: RegionAccess, kind: string, parameters: object): Promise<void> {
  const response = await fetch(`${access.controlUrl}/v1/faults`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access.controlToken}` },
    body: JSON.stringify({ id: 'f', kind, selectors: {}, parameters, leaseMs: 60_000, seed: 1 }),
  });
  expect(response.status).toBe(201);
}

function createClient(access: RegionAccess): S3Client {
  return new S3Client({
    region: access.name,
    endpoint: access.endpoint,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: access.accessKeyId, secretAccessKey: access.secretAccessKey },
  });
}

async function readText(access: RegionAccess, key: string): Promise<string | null> {
  try {
    const { Body } = await createClient(access).send(new GetObjectCommand({ Bucket: access.bucket, Key: key }));
    return (await Body?.transformToString()) ?? null;
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return null;
    throw error;
  }
}
