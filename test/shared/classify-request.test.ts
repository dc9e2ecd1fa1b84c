import { expect, test } from 'vitest';
import { classifyRequest } from '../../src/shared/classify-request.ts';

test.each([
  ['GET', '/b/k', 'GetObject'],
  ['HEAD', '/b/k', 'HeadObject'],
  ['PUT', '/b/k', 'PutObject'],
  ['DELETE', '/b/k', 'DeleteObject'],
  ['GET', '/b?list-type=2', 'ListObjectsV2'],
  ['GET', '/b/?list-type=2&prefix=a%2F&max-keys=10&delimiter=%2F', 'ListObjectsV2'],
  ['GET', '/b/?x-id=ListObjectsV2&list-type=2', 'ListObjectsV2'],
  // As the SDK sends them.
  ['GET', '/b/k?x-id=GetObject', 'GetObject'],
  ['PUT', '/b/k?x-id=PutObject', 'PutObject'],
  ['DELETE', '/b/k?x-id=DeleteObject', 'DeleteObject'],
  ['GET', '/b/k?versionId=7&partNumber=1&response-content-type=text%2Fplain', 'GetObject'],
  ['GET', '/b/k?', 'GetObject'],
  // Presigned.
  ['PUT', '/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=ff&x-id=PutObject', 'PutObject'],
])('%s %s is %s', (method, url, operation) => {
  expect(classifyRequest(method, url)).toEqual({ operation, bucket: 'b', key: url.startsWith('/b/k') ? 'k' : '' });
});

test.each([
  ['PUT', '/b/k?tagging'],
  ['PUT', '/b/k?tagging='],
  ['GET', '/b/k?acl'],
  ['DELETE', '/b/k?tagging'],
  ['PUT', '/b/k?partNumber=1&uploadId=u&x-id=UploadPart'],
  ['DELETE', '/b/k?uploadId=u'],
  ['PUT', '/b/k?x-id=CopyObject'],
  ['POST', '/b/k?uploads'],
  ['POST', '/b?delete'],
  ['GET', '/b?versions'],
  ['GET', '/b?list-type=2&versioning'],
  ['GET', '/b?list-type=1'],
  ['GET', '/b'],
  ['PUT', '/b'],
  ['PUT', '/b/'],
  ['HEAD', '/b'],
  ['GET', '/'],
  ['OPTIONS', '*'],
])('%s %s is something else', (method, url) => {
  expect(classifyRequest(method, url).operation).toBe('other');
});

test('keys are decoded, and stay as they are when they cannot be', () => {
  expect(classifyRequest('GET', '/b/a/b%20c%2Fd+e').key).toBe('a/b c/d+e');
  expect(classifyRequest('GET', '/b/%E2%82%AC').key).toBe('€');
  expect(classifyRequest('GET', '/b/%zz').key).toBe('%zz');
});
