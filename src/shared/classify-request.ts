import type { OperationName } from './operations.ts';

export interface ClassifiedRequest {
  /** `other`: whatever no workload sends (multipart, tagging, buckets…). */
  operation: OperationName | 'other';
  bucket: string;
  /** Decoded; '' when the request is about a bucket or the service. */
  key: string;
}

const objectOperations = new Map<string, OperationName>([
  ['GET', 'GetObject'],
  ['HEAD', 'HeadObject'],
  ['PUT', 'PutObject'],
  ['DELETE', 'DeleteObject'],
]);

const readParameters = new Set([
  'versionId',
  'partNumber',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
]);

/** Query parameters with which a request stays the plain operation; any other may name a sub-resource (`?tagging`). */
const plainParameters: Record<OperationName, ReadonlySet<string>> = {
  GetObject: readParameters,
  HeadObject: readParameters,
  PutObject: new Set(),
  DeleteObject: new Set(['versionId']),
  ListObjectsV2: new Set([
    'list-type',
    'prefix',
    'delimiter',
    'max-keys',
    'continuation-token',
    'start-after',
    'fetch-owner',
    'encoding-type',
  ]),
};

/**
 * Says which S3 operation a path-style request asks for, from its request line alone. It runs on every request, so it
 * builds no URL object. A CopyObject is told from a PutObject only by the SDK's `x-id`, since its header is not seen.
 * @param url path and query as on the wire: `/bucket/key?x-id=GetObject`
 */
export function classifyRequest(method: string, url: string): ClassifiedRequest {
  const queryAt = url.indexOf('?');
  const path = queryAt === -1 ? url : url.slice(0, queryAt);
  const slashAt = path.indexOf('/', 1);
  const bucket = slashAt === -1 ? path.slice(1) : path.slice(1, slashAt);
  const key = slashAt === -1 ? '' : decode(path.slice(slashAt + 1));
  const query = queryAt === -1 ? '' : url.slice(queryAt + 1);
  return { operation: findOperation(method, bucket, key, query), bucket, key };
}

function findOperation(method: string, bucket: string, key: string, query: string): OperationName | 'other' {
  if (bucket === '') return 'other';
  if (key === '') {
    const lists = method === 'GET' && `&${query}&`.includes('&list-type=2&');
    return lists && isPlain('ListObjectsV2', query) ? 'ListObjectsV2' : 'other';
  }
  const operation = objectOperations.get(method);
  return operation !== undefined && isPlain(operation, query) ? operation : 'other';
}

function isPlain(operation: OperationName, query: string): boolean {
  if (query === '') return true;
  const allowed = plainParameters[operation];
  return query.split('&').every((pair) => {
    const name = pair.split('=', 1)[0] ?? '';
    if (name === 'x-id') return pair === `x-id=${operation}`;
    // S3 ignores `x-…` parameters of the caller's own, and presigned URLs carry `X-Amz-…`.
    return name === '' || allowed.has(name) || /^x-/i.test(name);
  });
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
