import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { runInK6 } from './run-in-k6.ts';

const answers: Record<string, RequestListener> = {
  whole: (_, response) => response.writeHead(200, { 'x-amz-request-id': 'r1', etag: '"e"' }).end('whole'),
  // What a text of Latin letters would be if its bytes were taken for characters.
  binary: (_, response) => response.end(Buffer.from([0x77, 0xe9, 0xff, 0x00, 0x77])),
  unmodified: (_, response) => response.writeHead(304).end(),
  missing: (_, response) =>
    response.writeHead(404, { 'x-amz-request-id': 'r2' }).end('<Error><Code>NoSuchKey</Code></Error>'),
  busy: (_, response) => response.writeHead(503, { 'retry-after': '3' }).end('<html>busy</html>'),
  truncated(_, response) {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half', () => response.destroy());
  },
  reset: (request) => request.socket.resetAndDestroy(),
  silent: () => {},
};

const script = `
import { createSender } from 'src/k6/send-attempt.ts';
export default async function () {
  const access = { name: 'r', bucket: 'b', accessKeyId: 'a', secretAccessKey: 's', endpoint: __ENV.ENDPOINT };
  const nobody = createSender({ ...access, endpoint: 'http://127.0.0.1:1' }, false);
  const send = createSender(access, true);
  const names = JSON.parse(__ENV.NAMES);
  const replies = {};
  await Promise.all([...names, 'nobody'].map((name) => new Promise((resolve) => {
    const request = { method: 'PUT', path: '/' + name, query: '', body: 'sent', headers: null };
    (name === 'nobody' ? nobody : send)(request, 'PutObject', 1000, (reply) => {
      const { status, code, fromS3, transport, retryAfterMs, body, bytesSent, bytesReceived } = reply;
      const read = { status, code, fromS3, transport, retryAfterMs, body, bytesSent, bytesReceived };
      replies[name] = { ...read, etag: reply.header('Etag'), requestId: reply.header('X-Amz-Request-Id') };
      resolve();
    });
  })));
  console.log(JSON.stringify(replies));
}`;

test('what k6 brings back is read as an answer, or as the failure of the transport that it was', async () => {
  const server = createServer((request, response) => answers[request.url?.slice(1) ?? '']?.(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [replies] = (await runInK6(script, {
    ENDPOINT: endpoint,
    NAMES: JSON.stringify(Object.keys(answers)),
  })) as Record<string, Record<string, unknown>>[];
  const answered = { transport: null, code: '', fromS3: true, retryAfterMs: null, bytesSent: 4, requestId: null };
  expect(replies?.whole).toEqual({
    ...answered,
    status: 200,
    body: 'whole',
    bytesReceived: 5,
    etag: '"e"',
    requestId: 'r1',
  });
  expect(replies?.unmodified).toMatchObject({ ...answered, status: 304, body: '', bytesReceived: 0 });
  expect(replies?.missing).toMatchObject({ ...answered, status: 404, code: 'NoSuchKey', requestId: 'r2' });
  expect(replies?.busy).toMatchObject({ ...answered, status: 503, fromS3: false, retryAfterMs: 3000 });
  // However it is decoded, it is not ASCII and so never equals what we store.
  expect(replies?.binary?.body).not.toMatch(/^[\x20-\x7e]*$/);
  const failed = { status: 0, fromS3: false, body: '', bytesReceived: 0, etag: null };
  expect(replies?.truncated).toMatchObject({ ...failed, transport: 'connectionReset', bytesSent: 4 });
  expect(replies?.reset).toMatchObject({ ...failed, transport: 'connectionReset', bytesSent: 4 });
  expect(replies?.silent).toMatchObject({ ...failed, transport: 'attemptTimeout', bytesSent: 4 });
  expect(replies?.nobody).toMatchObject({ ...failed, transport: 'connectionRefused', bytesSent: 0 });
});
