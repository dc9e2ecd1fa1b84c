import { expect, test } from 'vitest';
import type { DrillEvent, EventType } from '../../../src/shared/contracts/telemetry.ts';
import { healthy } from '../behaviours.ts';
import { buildObjective, buildPlan, primary, standby } from '../build-plan.ts';
import { reduceSimulation } from '../reduce.ts';

const breaker = (type: EventType, atMs: number, region: string, client = 1): DrillEvent => ({
  type,
  atMs,
  region,
  client,
});

const events = [
  breaker('breakerOpened', 10_000, primary),
  breaker('breakerOpened', 10_100, primary, 2),
  breaker('breakerHalfOpened', 12_000, primary),
  breaker('breakerOpened', 12_010, primary),
  breaker('breakerOpened', 24_999, standby),
  breaker('breakerClosed', 25_000, primary),
  // While the clients drain.
  breaker('breakerClosed', 40_020, primary, 2),
];

test('breakers are counted by the phase in which they changed and the region distrusted', () => {
  const { breakers } = reduceSimulation({ plan: buildPlan({ faults: [] }), behave: healthy, events });
  expect(breakers).toEqual([
    { phase: 'fault', region: primary, opened: 3, closed: 0 },
    { phase: 'fault', region: standby, opened: 1, closed: 0 },
    { phase: 'recovery', region: primary, opened: 0, closed: 2 },
  ]);
});

test('an objective may bound the openings of a phase, or of one region in it', () => {
  const bound = { measure: 'breakerOpenings', phase: 'fault', comparator: 'equals' } as const;
  const objectives = [
    buildObjective({ ...bound, value: 4 }),
    buildObjective({ ...bound, region: standby, value: 0, id: 'never' }),
    buildObjective({ ...bound, phase: 'steady', value: 0, id: 'steady' }),
  ];
  const { verdict } = reduceSimulation({ plan: buildPlan({ faults: [], objectives }), behave: healthy, events });
  expect(verdict.rules.map(({ status, value }) => [status, value])).toEqual([
    ['passed', 4],
    ['missed', 1],
    ['passed', 0],
  ]);
  expect(verdict.rules[1]?.explanation).toBe(
    'The clients’ breakers of us-west-2 opened 1 time in the fault phase, each client’s counted; exactly 0 passes.',
  );
  expect(verdict.headline).toBe(
    'Breakers of us-west-2 opened 1 time in the fault phase, for which no fault was planned (objective 0).',
  );
});
