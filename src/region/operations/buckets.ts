import { answerEmpty, answerXml } from '../answer.ts';
import { removeUpload } from '../multipart-uploads.ts';
import type { Operation } from '../operation.ts';
import type { RequestHeaders } from '../parse-request.ts';
import { readChildText, readXml } from '../read-xml.ts';
import { createBucket as addBucket, findBucket } from '../region-state.ts';
import { S3Error } from '../s3-error.ts';
import { owner } from './list-bucket.ts';

/** The first region of all: there a bucket of one's own may be created again, and its location is the empty word. */
const firstRegion = 'us-east-1';

export const listBuckets: Operation = {
  body: 'none',
  parameters: [],
  run({ region }) {
    const buckets = [...region.buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    return answerXml('ListAllMyBucketsResult', {
      Owner: owner,
      Buckets: {
        Bucket: buckets.map(({ name, createdMs }) => ({
          Name: name,
          CreationDate: new Date(createdMs).toISOString(),
          BucketRegion: region.name,
        })),
      },
    });
  },
};

export const createBucket: Operation = {
  body: 'document',
  parameters: [],
  run({ region, request, payload }) {
    const name = request.bucket;
    if (!isBucketName(name)) throw new S3Error('InvalidBucketName', { elements: { BucketName: name } });
    checkSettings(request.headers);
    if (payload.body.length > 0) checkLocation(payload.body, region.name);
    if (!region.buckets.has(name)) addBucket(region, name);
    else if (region.name !== firstRegion)
      throw new S3Error('BucketAlreadyOwnedByYou', { elements: { BucketName: name } });
    return answerEmpty(200, { location: `/${name}`, 'x-amz-bucket-arn': `arn:aws:s3:::${name}` });
  },
};

export const headBucket: Operation = {
  body: 'none',
  parameters: [],
  run({ region, request }) {
    findBucket(region, request.bucket);
    return answerEmpty(200, { 'x-amz-bucket-region': region.name });
  },
};

export const deleteBucket: Operation = {
  body: 'none',
  parameters: [],
  run({ region, request }) {
    const bucket = findBucket(region, request.bucket);
    if (bucket.store.versions.size > 0) {
      throw new S3Error('BucketNotEmpty', { elements: { BucketName: bucket.name } });
    }
    for (const upload of bucket.uploads.values()) removeUpload(bucket, upload);
    region.buckets.delete(bucket.name);
    return answerEmpty(204);
  },
};

export const getBucketLocation: Operation = {
  body: 'none',
  parameters: ['location'],
  run({ region, request }) {
    findBucket(region, request.bucket);
    return answerXml('LocationConstraint', region.name === firstRegion ? '' : region.name);
  },
};

export const getBucketVersioning: Operation = {
  body: 'none',
  parameters: ['versioning'],
  run({ region, request }) {
    findBucket(region, request.bucket);
    return answerXml('VersioningConfiguration', { Status: 'Enabled' });
  },
};

/** Versioning is always on: enabling it changes nothing, and nothing else can be had. */
export const putBucketVersioning: Operation = {
  body: 'document',
  parameters: ['versioning'],
  run({ region, request, payload }) {
    findBucket(region, request.bucket);
    const status = readChildText(readXml(payload.body, 'VersioningConfiguration'), 'Status')?.trim();
    if (status === 'Enabled') return answerEmpty(200);
    throw new S3Error('NotImplemented', { message: 'Versioning of an embedded region is always Enabled.' });
  },
};

function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+\.\d+\.\d+\.\d+$/.test(name);
}

/** A bucket here is private, owner-enforced and without locks: other wishes can't be granted. */
function checkSettings(headers: RequestHeaders): void {
  const { 'x-amz-acl': acl = 'private', 'x-amz-object-ownership': ownership = 'BucketOwnerEnforced' } = headers;
  const isLocked = headers['x-amz-bucket-object-lock-enabled'] === 'true';
  if (acl !== 'private' || ownership !== 'BucketOwnerEnforced' || isLocked) throw new S3Error('NotImplemented');
}

function checkLocation(body: Buffer, regionName: string): void {
  const configuration = readXml(body, 'CreateBucketConfiguration');
  if (configuration.children.some((child) => child.name !== 'LocationConstraint')) throw new S3Error('NotImplemented');
  const location = readChildText(configuration, 'LocationConstraint')?.trim();
  if (location === undefined || location === '' || location === regionName) return;
  const message = `The ${location} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  throw new S3Error('IllegalLocationConstraintException', { message });
}
