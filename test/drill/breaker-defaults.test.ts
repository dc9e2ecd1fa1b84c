import { expect, test } from 'vitest';
import { signalsOutage } from '../../src/client/taxonomy.ts';
import { attemptOutcomes } from '../../src/shared/outcome.ts';
import { planOne } from './example-drill.ts';

test('a breaker counts by default what the client takes for signs of an outage, and nothing else', () => {
  const counted = planOne({}).workloads[0]?.clients.breaker?.countedOutcomes;
  expect(counted?.toSorted()).toEqual(attemptOutcomes.filter(signalsOutage).toSorted());
});
