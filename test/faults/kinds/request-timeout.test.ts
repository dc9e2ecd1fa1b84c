import { expect, test } from 'vitest';
import { openRawConnection } from '../send.ts';
import { withGateway } from '../with-gateway.ts';

test('400 RequestTimeout as S3 sends it, after which the connection ends', () =>
  withGateway(async ({ port, inject, upstream }) => {
    await inject({ kind: 'requestTimeout' });
    const raw = openRawConnection(port);
    raw.write('PUT /b/k HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nhi');
    const { by, received } = await raw.ended;
    expect(by).toBe('FIN');
    expect(received).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nx-amz-request-id: \w+\r\n/);
    expect(received).toContain('\r\nconnection: close\r\n');
    expect(received).toContain('<Code>RequestTimeout</Code>');
    expect(upstream.handled).toEqual([]);
  }));
