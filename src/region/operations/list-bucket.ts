import { type Answer, answerXml } from '../answer.ts';
import { type ListPage, listObjects } from '../list-objects.ts';
import { type ListParameters, readListParameters, readToken, writeToken } from '../list-parameters.ts';
import type { ObjectVersion } from '../object-store.ts';
import type { Operation, OperationInput } from '../operation.ts';
import { readQuery } from '../parse-request.ts';
import { findBucket, readModifiedMs } from '../region-state.ts';
import { S3Error } from '../s3-error.ts';
import type { XmlFields } from '../write-xml.ts';

/** There is one account, and all is its own. */
export const owner = { ID: 's3drill', DisplayName: 's3drill' };

/** ListObjectsV2 with `list-type=2`, else ListObjects. */
export const listBucket: Operation = {
  body: 'none',
  parameters: [
    'list-type',
    'prefix',
    'delimiter',
    'max-keys',
    'encoding-type',
    'continuation-token',
    'start-after',
    'fetch-owner',
    'marker',
  ],
  run(input) {
    const type = readQuery(input.request, 'list-type');
    if (type === undefined) return listV1(input);
    if (type === '2') return listV2(input);
    throw new S3Error('InvalidArgument', { message: 'Invalid List Type specified in Request' });
  },
};

function listV2({ region, request }: OperationInput): Answer {
  const bucket = findBucket(region, request.bucket);
  const parameters = readListParameters(request);
  const startAfter = readQuery(request, 'start-after');
  const token = readQuery(request, 'continuation-token');
  if (token === '') throw new S3Error('InvalidArgument', { message: 'The continuation token provided is incorrect' });
  const after = token === undefined ? (startAfter ?? '') : readToken(token);
  const page = listObjects(bucket.store, { ...parameters, after });
  const showsOwner = readQuery(request, 'fetch-owner') === 'true';
  return answerXml('ListBucketResult', {
    ...describeRequest(bucket.name, parameters),
    StartAfter: startAfter && parameters.encode(startAfter),
    ContinuationToken: token,
    NextContinuationToken: page.isTruncated ? writeToken(page.last) : undefined,
    KeyCount: page.entries.length + page.commonPrefixes.length,
    ...describePage(page, parameters, showsOwner),
  });
}

function listV1({ region, request }: OperationInput): Answer {
  const bucket = findBucket(region, request.bucket);
  const parameters = readListParameters(request);
  const marker = readQuery(request, 'marker') ?? '';
  const page = listObjects(bucket.store, { ...parameters, after: marker });
  // Without delimiter a client goes on from the last key itself.
  const showsNext = page.isTruncated && parameters.delimiter !== '';
  return answerXml('ListBucketResult', {
    ...describeRequest(bucket.name, parameters),
    Marker: parameters.encode(marker),
    NextMarker: showsNext ? parameters.encode(page.last) : undefined,
    ...describePage(page, parameters, true),
  });
}

/** The parameters as S3 echoes them. */
export function describeRequest(bucketName: string, parameters: ListParameters): XmlFields {
  const { prefix, delimiter, maxKeys, encodingType, encode } = parameters;
  return {
    Name: bucketName,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: maxKeys,
    EncodingType: encodingType,
  };
}

function describePage(page: ListPage<ObjectVersion>, { encode }: ListParameters, showsOwner: boolean): XmlFields {
  return {
    IsTruncated: page.isTruncated,
    Contents: page.entries.map((version) => ({
      Key: encode(version.key),
      ...describeVersion(version),
      Owner: showsOwner ? owner : undefined,
    })),
    CommonPrefixes: describePrefixes(page.commonPrefixes, encode),
  };
}

export function describePrefixes(commonPrefixes: readonly string[], encode: (text: string) => string): XmlFields[] {
  return commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) }));
}

/** What listings tell of an object beside its key. */
export function describeVersion(version: ObjectVersion): XmlFields {
  const { content } = version;
  const fields = { LastModified: new Date(readModifiedMs(version)).toISOString() };
  if (content === null) return fields;
  return {
    ...fields,
    ETag: content.etag,
    ChecksumAlgorithm: content.checksum?.algorithm,
    ChecksumType: content.checksum?.type,
    Size: content.body.length,
    StorageClass: 'STANDARD',
  };
}
