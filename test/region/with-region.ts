import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { createRegion, type EmbeddedRegion, type RegionOptions } from '../../src/region/create-region.ts';

export const accessKeyId = 'AKIDEXAMPLE';
export const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
export const Bucket = 'drill-bucket';
export const controlToken = 'control-token';

export interface MountedRegion {
  readonly region: EmbeddedRegion;
  readonly endpoint: string;
  readonly port: number;
  /** Where the region takes copies from others, as the gateway's control listener would. */
  readonly controlUrl: string;
  /** A client that makes one attempt only, so that errors show as they are. */
  connect(config?: Partial<S3ClientConfig>): S3Client;
}

/** Runs the test against one region on a real socket, then closes all of it. */
export async function withRegion<T>(
  test: (mounted: MountedRegion) => Promise<T>,
  options: Partial<RegionOptions> = {},
): Promise<T> {
  const name = options.name ?? 'us-east-1';
  const region = createRegion({
    name,
    bucket: Bucket,
    accessKeyId,
    secretAccessKey,
    maxBytes: 256 * 1024 * 1024,
    replicationSeed: 1,
    ...options,
  });
  const server = createServer((request, response) => void region.handle(request, response));
  const control = createServer((request, response) => {
    const isAuthorised = request.headers.authorization === `Bearer ${controlToken}`;
    if (request.url === '/v1/replica' && isAuthorised) void region.handleReplication(request, response);
    else response.writeHead(401).end();
  });
  const [port, controlPort] = await Promise.all([listen(server), listen(control)]);
  const endpoint = `http://127.0.0.1:${port}`;
  const clients: S3Client[] = [];
  const connect = (config: Partial<S3ClientConfig> = {}) => {
    const client = new S3Client({
      region: name,
      endpoint,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
      ...config,
    });
    clients.push(client);
    return client;
  };
  try {
    return await test({ region, endpoint, port, controlUrl: `http://127.0.0.1:${controlPort}`, connect });
  } finally {
    for (const client of clients) client.destroy();
    region.close();
    await Promise.all([close(server), close(control)]);
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
