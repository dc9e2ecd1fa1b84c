import { expect, test } from 'vitest';
import { findNearest } from '../../src/drill/find-nearest.ts';

const regions = ['us-east-1', 'us-west-2'];

test.each([
  ['us-esat-1', 'us-east-1'],
  ['US-WEST-2', 'us-west-2'],
  ['moon', null],
  ['', null],
])('%j is nearest to %j', (written, nearest) => {
  expect(findNearest(written, regions)).toBe(nearest);
});

test.each([
  ['dealy', 'delay'],
  ['LstObjects', 'ListObjectsV2'],
  ['GET', 'GetObject'],
  ['fro', null],
])('%j is nearest to %j among names of all lengths', (written, nearest) => {
  expect(findNearest(written, ['GetObject', 'ListObjectsV2', 'delay', 'at'])).toBe(nearest);
});

test('nothing is near where there is nothing', () => {
  expect(findNearest('us-east-1', [])).toBeNull();
});
