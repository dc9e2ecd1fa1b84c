import { expect, test } from 'vitest';
import { failThrice, planted, succeed, turn } from '../behaviours.ts';
import { buildPlan, primary, standby } from '../build-plan.ts';
import { reduceSimulation, simulateFailover } from '../reduce.ts';

const { faultAtMs } = planted;

test('a client detects the fault when its breaker opens or it fails over, whichever comes first', () => {
  const { recovery } = reduceSimulation(
    simulateFailover({
      events: [
        { atMs: 4000, type: 'breakerOpened', client: 1, region: primary },
        { atMs: faultAtMs + 231, type: 'failedOver', client: 2, region: standby, detail: `from ${primary}` },
        { atMs: faultAtMs + 230, type: 'breakerOpened', client: 2, region: primary },
      ],
    }),
  );
  expect(recovery.detectionMs).toBe(230);
});

test('a breaker of a region without a fault says nothing about the fault', () => {
  const { recovery } = reduceSimulation(
    simulateFailover({
      events: [
        { atMs: faultAtMs + 50, type: 'breakerOpened', client: 1, region: standby },
        { atMs: faultAtMs + 300, type: 'breakerOpened', client: 1, region: primary },
      ],
    }),
  );
  expect(recovery.detectionMs).toBe(300);
});

test('an event a few milliseconds before the first faulted request is the clocks’ difference', () => {
  const { recovery } = reduceSimulation(
    simulateFailover({ events: [{ atMs: faultAtMs - 2, type: 'breakerOpened', client: 1, region: primary }] }),
  );
  expect(recovery.detectionMs).toBe(0);
});

test('clients that never notice have no detection time, though users see the symptom', () => {
  const { recovery } = reduceSimulation(
    simulateFailover({
      events: [],
      behave: (scheduledMs, _, random) =>
        scheduledMs >= 12_300 && scheduledMs < 20_000 ? failThrice(primary, random) : succeed(primary, 10),
    }),
  );
  expect(recovery.detectionMs).toBeNull();
  expect(recovery.symptomMs).toBe(12_300 - faultAtMs);
});

test('a client that sends single operations elsewhere for want of time has detected the fault, but moved no traffic', () => {
  // Traffic by scheduled time is elsewhere from 380 ms after the fault on: that dates nothing.
  const events = [{ ...turn(3, faultAtMs + 1100), type: 'diverted' as const }];
  const { recovery } = reduceSimulation(simulateFailover({ events }));
  expect(recovery).toMatchObject({ detectionMs: 1100, failoverMs: null, failbackMs: null });
  expect(reduceSimulation(simulateFailover({ events: [] })).recovery.detectionMs).toBeNull();
});

test('without a faulted request there is nothing to detect', () => {
  const { recovery } = reduceSimulation({
    plan: buildPlan({ faults: [] }),
    behave: () => succeed(primary, 10),
    events: [{ atMs: 12_000, type: 'breakerOpened', client: 1, region: primary }],
  });
  expect(recovery).toMatchObject({ faultAtMs: null, detectionMs: null, symptomMs: null, recoveryMs: null });
});
