import { intentHeader } from '../../shared/intent.ts';
import { uriEncode } from '../../shared/sigv4.ts';
import type { Step } from '../attempt.ts';
import { classifyReply } from '../taxonomy.ts';
import { describeChecksum } from './build-put.ts';
import { type CompletedPart, writeCompletion } from './xml.ts';

/** An upload as its region knows it. */
export interface Upload {
  key: string;
  uploadId: string;
  /** Where it was created, and lives. */
  region: string;
}

/** With the checksum that the SDK's `Upload` (lib-storage) asks for by default. */
export function describeCreate(key: string, intent: string): Step {
  const headers = { [intentHeader]: intent, 'x-amz-checksum-algorithm': 'CRC32' };
  return {
    request: 'CreateMultipartUpload',
    cause: 'first',
    pinnedRegion: null,
    build: (bucket) => ({ method: 'POST', path: `/${bucket}/${key}`, query: 'uploads=', body: null, headers }),
    judge(reply) {
      const outcome = classifyReply(reply);
      return outcome === 'ok' && !reply.body.includes('<UploadId>') ? 'corrupt' : outcome;
    },
  };
}

export function describePart(
  { key, uploadId, region }: Upload,
  partNumber: number,
  body: string,
  checksum: string,
): Step {
  const query = `partNumber=${partNumber}&uploadId=${uriEncode(uploadId, false)}&x-id=UploadPart`;
  const headers = describeChecksum(checksum);
  return {
    request: 'UploadPart',
    cause: 'next',
    pinnedRegion: region,
    build: (bucket) => ({ method: 'PUT', path: `/${bucket}/${key}`, query, body, headers }),
    judge: classifyReply,
  };
}

export function describeCompletion({ key, uploadId, region }: Upload, parts: readonly CompletedPart[]): Step {
  const query = `uploadId=${uriEncode(uploadId, false)}`;
  const body = writeCompletion(parts);
  const headers = { 'content-type': 'application/xml' };
  return {
    request: 'CompleteMultipartUpload',
    cause: 'next',
    pinnedRegion: region,
    build: (bucket) => ({ method: 'POST', path: `/${bucket}/${key}`, query, body, headers }),
    judge: classifyReply,
  };
}

export function describeAbort({ key, uploadId, region }: Upload): Step {
  const query = `uploadId=${uriEncode(uploadId, false)}&x-id=AbortMultipartUpload`;
  return {
    request: 'AbortMultipartUpload',
    cause: 'abort',
    pinnedRegion: region,
    build: (bucket) => ({ method: 'DELETE', path: `/${bucket}/${key}`, query, body: null, headers: null }),
    judge: classifyReply,
  };
}
