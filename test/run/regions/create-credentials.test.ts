import { expect, test } from 'vitest';
import { createCredentials, nameBucket } from '../../../src/run/regions/create-credentials.ts';

test('credentials have the lengths of AWS keys and never repeat', () => {
  const first = createCredentials();
  expect(first.accessKeyId).toMatch(/^[A-Z0-9]{20}$/);
  expect(first.secretAccessKey).toHaveLength(40);
  expect(first.controlToken.length).toBeGreaterThan(40);
  expect(createCredentials()).not.toEqual(first);
});

test.each([
  ['us-east-1', 's3drill-us-east-1'],
  ['EU (Frankfurt)', 's3drill-eu-frankfurt'],
  ['x'.repeat(100), `s3drill-${'x'.repeat(55)}`],
])('the bucket of %s has a name that S3 accepts', (region, bucket) => {
  expect(nameBucket(region)).toBe(bucket);
});
