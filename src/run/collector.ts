import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyToken } from '../faults/verify-token.ts';
import { type TelemetryRecord, telemetryRecordSchema } from '../shared/contracts/telemetry.ts';

/** Takes telemetry from the script, over loopback. Its answers carry the runner's one wish: to stop early. */
export interface Collector {
  url: string;
  token: string;
  /** Clients end at their next flush, drain and deliver what is left. */
  requestStop(): void;
  close(): Promise<void>;
}

/** A second of one busy client is some 100 kB. */
const maxBodyBytes = 16 * 1024 * 1024;

/** @param onRecord called with each record that is what it should be */
export async function startCollector(onRecord: (record: TelemetryRecord) => void): Promise<Collector> {
  const token = randomBytes(24).toString('hex');
  let stop = false;
  const lastSeq = new Map<string, number>();

  /** A sender that got no answer in time sends the same record again before its next. */
  function isNew(record: TelemetryRecord): boolean {
    if (record.type !== 'flush' && record.type !== 'conductor') return true;
    const sender = record.type === 'flush' ? `client ${record.client}` : 'conductor';
    if (record.seq <= (lastSeq.get(sender) ?? -1)) return false;
    lastSeq.set(sender, record.seq);
    return true;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!verifyToken(request.headers.authorization, token)) return answer(response, 401, {});
    const body = await readBody(request);
    if (body === null) return answer(response, 413, {});
    const parsed = parseRecord(body);
    if (parsed === null) return answer(response, 400, {});
    if (isNew(parsed)) onRecord(parsed);
    answer(response, 200, { stop });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  // k6 keeps its connections for the whole run; an idle close would race with the next flush.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/telemetry`,
    token,
    requestStop() {
      stop = true;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseRecord(body: string): TelemetryRecord | null {
  try {
    return telemetryRecordSchema.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
