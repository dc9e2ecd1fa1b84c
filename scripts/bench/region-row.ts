import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { SignatureV4 } from '@smithy/signature-v4';
import { ask, endChild, startChild } from './child.ts';
import { NodeSha256 } from './node-sha256.ts';
import type { RegionServerOptions } from './region-server.ts';
import { type Pair, type Row, summarizePairs } from './row.ts';

const credentials = {
  accessKeyId: 'BENCHBENCHBENCHBENCH',
  secretAccessKey: 'benchbenchbenchbenchbenchbenchbenchbench',
};
const requests = 30_000;
const connections = 16;
const repetitions = 5;

/**
 * Signed GETs of 4 KiB that one core of the embedded region can serve, against bare node:http: requests divided by the
 * processor time that the server's process has used for them. So the load generator may be as slow as it likes.
 */
export async function measureRegionRow(onStep: (text: string) => void): Promise<Row> {
  const pairs: Pair[] = [];
  for (let repetition = 1; repetition <= repetitions; repetition += 1) {
    const reference = await measureServer('bare');
    const ours = await measureServer('region');
    pairs.push({ ours, reference });
    onStep(
      `region ${repetition}/${repetitions}: bare ${reference.toFixed(0)}/s of one core, region ${ours.toFixed(0)}/s`,
    );
  }
  return summarizePairs(
    {
      id: 'region-get',
      what: 'embedded region GET 4 KiB, signatures verified ÷ bare node:http',
      unit: 'GET/s of one core',
      budget: 0.45,
      better: 'more',
    },
    pairs,
  );
}

async function measureServer(kind: RegionServerOptions['kind']): Promise<number> {
  const child = startChild('./region-server.ts');
  try {
    const { port } = await ask<{ port: number }>(child, { kind, ...credentials });
    if (kind === 'region') await request(port, await signRequest('PUT', port, Buffer.alloc(4096, 'x')), 1);
    const get = await signRequest('GET', port, null);
    // A warm-up, so that both run optimised code.
    await request(port, get, requests / 10);
    const before = await ask<{ cpuMicros: number }>(child, 'cpu');
    await Promise.all(Array.from({ length: connections }, () => request(port, get, requests / connections)));
    const after = await ask<{ cpuMicros: number }>(child, 'cpu');
    return (requests / (after.cpuMicros - before.cpuMicros)) * 1e6;
  } finally {
    await endChild(child);
  }
}

/** Sends the same bytes over one kept-alive connection, one request after the other. @throws when an answer is not 200 */
async function request(port: number, bytes: Buffer, times: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.setNoDelay(true);
  for (let i = 0; i < times; i += 1) {
    socket.write(bytes);
    let head = '';
    let missing = -1;
    while (missing !== 0) {
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      if (missing > 0) {
        missing -= chunk.length;
        continue;
      }
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) continue;
      if (!head.startsWith('HTTP/1.1 200')) throw new Error(`the server answered ${head.slice(0, 300)}`);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      missing = length - (head.length - end - 4);
    }
  }
  socket.destroy();
}

async function signRequest(method: 'GET' | 'PUT', port: number, body: Buffer | null): Promise<Buffer> {
  const hash = createHash('sha256')
    .update(body ?? '')
    .digest('hex');
  const host = `127.0.0.1:${port}`;
  const signer = new SignatureV4({
    credentials,
    region: 'us-east-1',
    service: 's3',
    sha256: NodeSha256,
    uriEscapePath: false,
  });
  const signed = await signer.sign({
    method,
    protocol: 'http:',
    hostname: '127.0.0.1',
    path: '/bench/object',
    headers: { host, 'x-amz-content-sha256': hash, ...(body && { 'content-length': String(body.length) }) },
  });
  const lines = Object.entries(signed.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${method} /bench/object HTTP/1.1\r\n${lines.join('')}\r\n`),
    body ?? Buffer.alloc(0),
  ]);
}
