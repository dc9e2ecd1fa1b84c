import { embedded } from '../../src/index.ts';

/** The least that a drill must say, to which a test adds what it is about. */
export const smallestDrill = {
  regions: { 'us-east-1': embedded(), 'us-west-2': embedded({ replicatesFrom: 'us-east-1' }) },
  workload: { GetObject: { share: 0.7 }, PutObject: { share: 0.3 } },
};
