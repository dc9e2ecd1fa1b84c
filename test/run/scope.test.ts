import { expect, test } from 'vitest';
import { createScope } from '../../src/run/scope.ts';

test('a scope closes what was opened last first, and one failure keeps nothing else open', async () => {
  const scope = createScope();
  const closed: string[] = [];
  for (const name of ['telemetry', 'regions', 'k6']) {
    scope.onClose(name, async () => {
      closed.push(name);
      if (name === 'regions') throw new Error('still busy');
    });
  }
  expect(await scope.close()).toEqual(['regions: still busy']);
  expect(closed).toEqual(['k6', 'regions', 'telemetry']);
  expect(await scope.close()).toEqual([]);
});
