import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRegion } from '../../src/region/create-region.ts';

/*
 * A process of its own that serves one 4 KiB object, as the embedded region or as bare node:http.
 * Over IPC: {kind, …} in → {port} out; then any message in → {cpuMicros} out.
 */
export interface RegionServerOptions {
  kind: 'region' | 'bare';
  accessKeyId: string;
  secretAccessKey: string;
}

process.once('message', (options: RegionServerOptions) => {
  const server = createServer(options.kind === 'region' ? serveRegion(options) : serveBare());
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicros: user + system });
  });
});
process.on('disconnect', () => process.exit(0));

function serveRegion({ accessKeyId, secretAccessKey }: RegionServerOptions): RequestListener {
  const region = createRegion({
    name: 'us-east-1',
    bucket: 'bench',
    accessKeyId,
    secretAccessKey,
    maxBytes: 64 * 1024 * 1024,
    replicationSeed: 1,
  });
  return (request, response) => void region.handle(request, response);
}

function serveBare(): RequestListener {
  const body = Buffer.alloc(4096, 'x');
  return (request, response) => {
    request.resume();
    response.writeHead(200, { 'content-length': body.length, 'content-type': 'application/octet-stream' });
    response.end(body);
  };
}
