import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { exchangeRaw, formatHead, hmac, sha256, signRaw } from './raw-request.ts';
import { Bucket, type MountedRegion, withRegion } from './with-region.ts';

const path = `/${Bucket}/chunked`;

interface ChunkedUpload {
  chunks: string[];
  payloadHash: string;
  headers?: Record<string, string>;
  trailer?: string;
  /** Changes the framed body before it is sent. */
  tamper?: (body: string) => string;
}

/** Frames, signs and sends an aws-chunked body by hand; answers the whole response. */
async function upload({ port }: MountedRegion, options: ChunkedUpload): Promise<string> {
  const { chunks, payloadHash, trailer, tamper = (body) => body } = options;
  const decodedLength = chunks.join('').length;
  const isSigned = payloadHash.startsWith('STREAMING-AWS4');
  const { headers, signature, signingKey, scope, amzDate } = signRaw(
    {
      method: 'PUT',
      path,
      payloadHash,
      headers: {
        'content-encoding': 'aws-chunked,gzip',
        'x-amz-decoded-content-length': String(decodedLength),
        ...options.headers,
      },
    },
    port,
  );
  let previous = signature;
  const sign = (label: string, ...rest: string[]) => {
    previous = hmac(signingKey, [label, amzDate, scope, previous, ...rest].join('\n')).toString('hex');
    return previous;
  };
  let body = '';
  for (const chunk of [...chunks, '']) {
    const chunkSignature = isSigned
      ? `;chunk-signature=${sign('AWS4-HMAC-SHA256-PAYLOAD', sha256(''), sha256(chunk))}`
      : '';
    body += `${chunk.length.toString(16)}${chunkSignature}\r\n`;
    if (chunk !== '') body += `${chunk}\r\n`;
  }
  if (trailer !== undefined) {
    body += `${trailer}\r\n`;
    if (isSigned) body += `x-amz-trailer-signature:${sign('AWS4-HMAC-SHA256-TRAILER', sha256(`${trailer}\n`))}\r\n`;
  }
  body = tamper(`${body}\r\n`);
  const all = { ...headers, 'content-length': String(body.length), connection: 'close' };
  return exchangeRaw(port, formatHead('PUT', path, all), body);
}

async function readBack({ connect }: MountedRegion) {
  const got = await connect().send(new GetObjectCommand({ Bucket, Key: 'chunked' }));
  return { text: await got.Body?.transformToString(), encoding: got.ContentEncoding };
}

const chunks = ['a'.repeat(8192), 'b'.repeat(8192), 'the rest'];
const checksum = Buffer.alloc(4);
checksum.writeUInt32BE(crc32(chunks.join('')));
const crcTrailer = `x-amz-checksum-crc32:${checksum.toString('base64')}`;
const announced = { 'x-amz-trailer': 'x-amz-checksum-crc32' };

const formats: [string, Omit<ChunkedUpload, 'chunks'>][] = [
  ['signed chunks', { payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' }],
  [
    'signed chunks with a trailer',
    { payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', headers: announced, trailer: crcTrailer },
  ],
  [
    'unsigned chunks with a trailer',
    { payloadHash: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', headers: announced, trailer: crcTrailer },
  ],
];

test.each(formats)('a body of %s is stored without its framing', async (_, format) => {
  await withRegion(async (mounted) => {
    expect(await upload(mounted, { chunks, ...format })).toMatch(/^HTTP\/1.1 200/);
    expect(await readBack(mounted)).toEqual({ text: chunks.join(''), encoding: 'gzip' });
  });
});

test.each(formats)('a body of %s that is changed on the way is refused and not stored', async (_, format) => {
  await withRegion(async (mounted) => {
    const answer = await upload(mounted, { chunks, ...format, tamper: (body) => body.replace('the rest', 'the-rest') });
    expect(answer).toMatch(/<Code>(SignatureDoesNotMatch|BadDigest)<\/Code>/);
    await expect(readBack(mounted)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

test('broken framing is told from a broken signature', async () => {
  const payloadHash = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  const format: ChunkedUpload = { chunks, payloadHash, headers: announced, trailer: crcTrailer };
  await withRegion(async (mounted) => {
    const changes: [code: string, change: Partial<ChunkedUpload>][] = [
      ['IncompleteBody', { tamper: (body) => body.slice(0, 100) }],
      ['IncompleteBody', { headers: { ...announced, 'x-amz-decoded-content-length': '5' } }],
      ['IncompleteBody', { tamper: (body) => `zz${body}` }],
      ['InvalidChunkSizeError', { chunks: ['too small', 'last'] }],
      ['MissingContentLength', { headers: { ...announced, 'x-amz-decoded-content-length': 'x' } }],
      ['MalformedTrailerError', { trailer: 'nonsense' }],
      ['MalformedTrailerError', { headers: { 'x-amz-trailer': 'x-amz-checksum-sha1' } }],
      ['NotImplemented', { payloadHash: 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD' }],
    ];
    for (const [code, change] of changes) {
      expect(await upload(mounted, { ...format, ...change })).toContain(`<Code>${code}</Code>`);
    }
    await expect(readBack(mounted)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

test("the SDK's own streaming upload is stored as it was sent", async () => {
  await withRegion(async ({ connect }) => {
    const client = connect();
    const Body = Readable.from([Buffer.alloc(10_000, 'x'), Buffer.alloc(200_000, 'y'), Buffer.from(' last')]);
    await client.send(new PutObjectCommand({ Bucket, Key: 'stream', Body, ContentLength: 210_005 }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'stream' }));
    expect(await got.Body?.transformToString()).toBe(`${'x'.repeat(10_000)}${'y'.repeat(200_000)} last`);
    expect(got.ContentEncoding).toBeUndefined();
  });
});
