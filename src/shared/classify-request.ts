import type { RequestName } from './operations.ts';

export interface ClassifiedRequest {
  /** `other`: whatever no workload sends (bucket settings, versions, parts listed…). */
  name: RequestName | 'other';
  bucket: string;
  /** Decoded; '' when the request is about a bucket or the service. */
  key: string;
}

interface Form {
  readonly name: RequestName;
  /** Its query when it is nothing but the SDK's note of the operation's name. */
  readonly ownId: string;
  /** Query parameters with which it stays what it is; any other may name another operation (`?acl`). */
  readonly parameters: ReadonlySet<string>;
}

/**
 * Says which S3 request a path-style one is, from its head alone. It runs on every request, so it builds no URL object.
 * @param url path and query as on the wire: `/bucket/key?x-id=GetObject`
 * @param hasCopySource whether it has the header x-amz-copy-source
 */
export function classifyRequest(method: string, url: string, hasCopySource: boolean): ClassifiedRequest {
  const queryAt = url.indexOf('?');
  const pathEnd = queryAt === -1 ? url.length : queryAt;
  const slashAt = url.indexOf('/', 1);
  const hasKey = slashAt !== -1 && slashAt < pathEnd;
  const bucket = url.slice(1, hasKey ? slashAt : pathEnd);
  const key = hasKey ? decode(url.slice(slashAt + 1, pathEnd)) : '';
  const query = queryAt === -1 ? '' : url.slice(queryAt + 1);
  return { name: nameRequest(method, bucket, key, query, hasCopySource), bucket, key };
}

function nameRequest(
  method: string,
  bucket: string,
  key: string,
  query: string,
  hasCopySource: boolean,
): RequestName | 'other' {
  if (bucket === '') return 'other';
  const plain = key === '' ? undefined : method === 'PUT' && hasCopySource ? copyObject : plainForms[method];
  if (plain !== undefined && (query === '' || query === plain.ownId)) return plain.name;
  if (query === '') return 'other';
  return nameByQuery(key === '' ? bucketForms[method] : objectForms[method], plain, query.split('&'));
}

function nameByQuery(
  marked: MarkedForms | undefined,
  plain: Form | undefined,
  pairs: readonly string[],
): RequestName | 'other' {
  let form = plain;
  if (marked !== undefined) {
    for (const pair of pairs) form = marked.get(pair) ?? marked.get(readName(pair)) ?? form;
  }
  if (form === undefined) return 'other';
  for (const pair of pairs) if (!belongsTo(form, pair)) return 'other';
  return form.name;
}

function belongsTo(form: Form, pair: string): boolean {
  const name = readName(pair);
  if (name === 'x-id') return pair === form.ownId || (form.name === 'UploadPart' && pair === 'x-id=UploadPartCopy');
  // S3 ignores `x-…` parameters of the caller's own, and presigned URLs carry `X-Amz-…`.
  return name === '' || form.parameters.has(name) || name.startsWith('x-') || name.startsWith('X-');
}

function readName(pair: string): string {
  const equalsAt = pair.indexOf('=');
  return equalsAt === -1 ? pair : pair.slice(0, equalsAt);
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function createForm(name: RequestName, ...parameters: string[]): Form {
  return { name, ownId: `x-id=${name}`, parameters: new Set(parameters) };
}

const readParameters = [
  'versionId',
  'partNumber',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
];

const listParameters = [
  'prefix',
  'delimiter',
  'max-keys',
  'continuation-token',
  'start-after',
  'fetch-owner',
  'encoding-type',
];

const copyObject = createForm('CopyObject');

/** Requests for an object without a sub-resource, by method. */
const plainForms: Readonly<Record<string, Form>> = {
  GET: createForm('GetObject', ...readParameters),
  HEAD: createForm('HeadObject', ...readParameters),
  PUT: createForm('PutObject'),
  DELETE: createForm('DeleteObject', 'versionId'),
};

/** Requests told by a parameter of the query, or by one with its value. */
type MarkedForms = ReadonlyMap<string, Form>;

/** An UploadPartCopy counts as an UploadPart. */
const objectForms: Readonly<Record<string, MarkedForms>> = {
  GET: new Map([['tagging', createForm('GetObjectTagging', 'tagging', 'versionId')]]),
  PUT: new Map([
    ['tagging', createForm('PutObjectTagging', 'tagging', 'versionId')],
    ['uploadId', createForm('UploadPart', 'uploadId', 'partNumber')],
  ]),
  POST: new Map([
    ['uploads', createForm('CreateMultipartUpload', 'uploads')],
    ['uploadId', createForm('CompleteMultipartUpload', 'uploadId')],
  ]),
  DELETE: new Map([['uploadId', createForm('AbortMultipartUpload', 'uploadId')]]),
};

const bucketForms: Readonly<Record<string, MarkedForms>> = {
  POST: new Map([['delete', createForm('DeleteObjects', 'delete')]]),
  GET: new Map([['list-type=2', createForm('ListObjectsV2', 'list-type', ...listParameters)]]),
};
