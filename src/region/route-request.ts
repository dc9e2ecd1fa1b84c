import type { Operation } from './operation.ts';
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import {
  createBucket,
  deleteBucket,
  getBucketLocation,
  getBucketVersioning,
  headBucket,
  listBuckets,
  putBucketVersioning,
} from './operations/buckets.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { createMultipartUpload } from './operations/create-multipart-upload.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { getObject } from './operations/get-object.ts';
import { listBucket } from './operations/list-bucket.ts';
import { listMultipartUploads } from './operations/list-multipart-uploads.ts';
import { listObjectVersions } from './operations/list-object-versions.ts';
import { listParts } from './operations/list-parts.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './operations/object-tagging.ts';
import { putObject } from './operations/put-object.ts';
import { uploadPart, uploadPartCopy } from './operations/upload-part.ts';
import type { S3Request } from './parse-request.ts';
import { S3Error } from './s3-error.ts';

/** By resource, method and what distinguishes operations beyond that: a sub-resource, or a source to copy from. */
const operations = new Map<string, Operation>([
  ['service GET', listBuckets],
  ['bucket PUT', createBucket],
  ['bucket HEAD', headBucket],
  ['bucket DELETE', deleteBucket],
  ['bucket GET', listBucket],
  ['bucket GET versions', listObjectVersions],
  ['bucket GET uploads', listMultipartUploads],
  ['bucket GET location', getBucketLocation],
  ['bucket GET versioning', getBucketVersioning],
  ['bucket PUT versioning', putBucketVersioning],
  ['bucket POST delete', deleteObjects],
  ['object GET', getObject],
  ['object HEAD', getObject],
  ['object PUT', putObject],
  ['object PUT copy', copyObject],
  ['object DELETE', deleteObject],
  ['object PUT tagging', putObjectTagging],
  ['object GET tagging', getObjectTagging],
  ['object DELETE tagging', deleteObjectTagging],
  ['object POST uploads', createMultipartUpload],
  ['object PUT uploadId', uploadPart],
  ['object PUT uploadId copy', uploadPartCopy],
  ['object GET uploadId', listParts],
  ['object POST uploadId', completeMultipartUpload],
  ['object DELETE uploadId', abortMultipartUpload],
]);

const subResources = new Set(['delete', 'location', 'tagging', 'uploadId', 'uploads', 'versioning', 'versions']);

/**
 * Finds the operation that a request asks for. A query that none of ours understands is never passed over, lest a
 * `PUT ?acl` become an object.
 * @throws S3Error NotImplemented or MethodNotAllowed
 */
export function routeRequest(request: S3Request): Operation {
  const { method, query, bucket, key } = request;
  let name = `${key !== '' ? 'object' : bucket !== '' ? 'bucket' : 'service'} ${method}`;
  const subResource = query.find(([parameter]) => subResources.has(parameter))?.[0];
  if (subResource !== undefined) name += ` ${subResource}`;
  if (method === 'PUT' && request.headers['x-amz-copy-source'] !== undefined) name += ' copy';
  const operation = operations.get(name);
  for (const [parameter, value] of query) {
    const isUnderstood = operation?.parameters.includes(parameter) || isNeutral(parameter);
    if (isUnderstood) continue;
    // What has a value and only reads is passed over, as S3 does: a cache buster, say.
    const isHarmless = (method === 'GET' || method === 'HEAD') && value !== '' && operation !== undefined;
    if (!isHarmless) {
      const message = 'A query parameter you provided implies functionality that is not implemented.';
      throw new S3Error('NotImplemented', { message, elements: { Parameter: parameter } });
    }
  }
  if (operation === undefined) throw new S3Error('MethodNotAllowed', { elements: { Method: method } });
  return operation;
}

/** The signature's own parameters, headers that a presigner hoisted, and the SDK's note of the operation's name. */
function isNeutral(parameter: string): boolean {
  return parameter === 'x-id' || parameter.toLowerCase().startsWith('x-amz-');
}
