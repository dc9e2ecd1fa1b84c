import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * A process of its own: answers every request with the same body and counts, so that both sides of a comparison meet the
 * same cheap server. As the control API of a gateway it says that nothing is broken; as a collector it takes everything.
 * Over IPC: {body, delayMs} in → {port} out; then any message in → {received, cpuMicros} out.
 */
export interface CountingServerOptions {
  body: string;
  /** How long an answer takes; 0: at once. */
  delayMs: number;
}

const state = Buffer.from(JSON.stringify({ faults: [], replicationBacklog: 0 }));
const go = Buffer.from(JSON.stringify({ stop: false }));

process.once('message', ({ body: text, delayMs }: CountingServerOptions) => {
  const body = Buffer.from(text);
  let received = 0;
  const server = createServer((request, response) => {
    request.resume();
    const url = request.url ?? '';
    if (url.startsWith('/v1/')) response.end(state);
    else if (url === '/telemetry') response.end(go);
    else {
      received += 1;
      response.writeHead(200, { 'content-length': body.length, 'x-amz-request-id': '1' });
      const end = () => response.end(request.method === 'HEAD' ? undefined : body);
      if (delayMs === 0) end();
      else setTimeout(end, delayMs);
    }
  });
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ received, cpuMicros: user + system });
  });
});
process.on('disconnect', () => process.exit(0));
