import { expect, test } from 'vitest';
import { classifyRequest } from '../../src/shared/classify-request.ts';
import { requestNames } from '../../src/shared/operations.ts';

const examples: [method: string, url: string, name: string][] = [
  ['GET', '/b/k', 'GetObject'],
  ['HEAD', '/b/k', 'HeadObject'],
  ['PUT', '/b/k', 'PutObject'],
  ['DELETE', '/b/k', 'DeleteObject'],
  ['GET', '/b?list-type=2', 'ListObjectsV2'],
  ['GET', '/b/?list-type=2&prefix=a%2F&max-keys=10&delimiter=%2F', 'ListObjectsV2'],
  ['GET', '/b/?x-id=ListObjectsV2&list-type=2', 'ListObjectsV2'],
  ['POST', '/b?delete', 'DeleteObjects'],
  ['POST', '/b/?delete=', 'DeleteObjects'],
  ['POST', '/b/k?uploads', 'CreateMultipartUpload'],
  ['POST', '/b/k?uploads=', 'CreateMultipartUpload'],
  ['PUT', '/b/k?partNumber=1&uploadId=u', 'UploadPart'],
  ['POST', '/b/k?uploadId=u', 'CompleteMultipartUpload'],
  ['DELETE', '/b/k?uploadId=u', 'AbortMultipartUpload'],
  ['PUT', '/b/k?tagging', 'PutObjectTagging'],
  ['PUT', '/b/k?tagging=', 'PutObjectTagging'],
  ['GET', '/b/k?tagging&versionId=7', 'GetObjectTagging'],
  // As the SDK sends them.
  ['GET', '/b/k?x-id=GetObject', 'GetObject'],
  ['PUT', '/b/k?x-id=PutObject', 'PutObject'],
  ['DELETE', '/b/k?x-id=DeleteObject', 'DeleteObject'],
  ['PUT', '/b/k?partNumber=1&uploadId=u&x-id=UploadPart', 'UploadPart'],
  ['DELETE', '/b/k?uploadId=u&x-id=AbortMultipartUpload', 'AbortMultipartUpload'],
  ['GET', '/b/k?versionId=7&partNumber=1&response-content-type=text%2Fplain', 'GetObject'],
  ['GET', '/b/k?', 'GetObject'],
  // Presigned.
  ['PUT', '/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=ff&x-id=PutObject', 'PutObject'],
];

test.each(examples)('%s %s is %s', (method, url, name) => {
  const key = url.startsWith('/b/k') ? 'k' : '';
  expect(classifyRequest(method, url, false)).toEqual({ name, bucket: 'b', key });
});

test.each([
  ['/b/k', 'CopyObject'],
  ['/b/k?x-id=CopyObject', 'CopyObject'],
  ['/b/k?partNumber=1&uploadId=u&x-id=UploadPartCopy', 'UploadPart'],
])('PUT %s with a source to copy from is %s', (url, name) => {
  expect(classifyRequest('PUT', url, true).name).toBe(name);
});

test('a source to copy from means nothing to a request that does not put', () => {
  expect(classifyRequest('GET', '/b/k', true).name).toBe('GetObject');
});

test('every request that a workload may send is told apart', () => {
  const told = new Set([...examples.map(([, , name]) => name), 'CopyObject']);
  expect([...told].sort()).toEqual([...requestNames].sort());
});

test.each([
  ['GET', '/b/k?acl'],
  ['PUT', '/b/k?acl&tagging'],
  ['DELETE', '/b/k?tagging'],
  ['GET', '/b/k?uploadId=u'],
  ['GET', '/b/k?uploadId=u&x-id=ListParts'],
  ['PUT', '/b/k?x-id=CopyObject'],
  ['PUT', '/b/k?x-id=UploadPart'],
  ['PUT', '/b/k?tagging&uploadId=u'],
  ['POST', '/b/k'],
  ['POST', '/b/k?delete'],
  ['POST', '/b?uploads'],
  ['GET', '/b?uploads'],
  ['GET', '/b?versions'],
  ['GET', '/b?tagging'],
  ['GET', '/b?list-type=2&versioning'],
  ['GET', '/b?list-type=1'],
  ['GET', '/b'],
  ['PUT', '/b'],
  ['PUT', '/b/'],
  ['HEAD', '/b'],
  ['GET', '/'],
  ['OPTIONS', '*'],
])('%s %s is something else', (method, url) => {
  expect(classifyRequest(method, url, false).name).toBe('other');
});

test('keys are decoded, and stay as they are when they cannot be', () => {
  expect(classifyRequest('GET', '/b/a/b%20c%2Fd+e', false).key).toBe('a/b c/d+e');
  expect(classifyRequest('GET', '/b/%E2%82%AC', false).key).toBe('€');
  expect(classifyRequest('GET', '/b/%zz', false).key).toBe('%zz');
});
