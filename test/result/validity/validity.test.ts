import { describe, expect, test } from 'vitest';
import type { FlushRecord, TelemetryRecord } from '../../../src/shared/contracts/telemetry.ts';
import { failThrice, healthy, planted, shed, succeed } from '../behaviours.ts';
import {
  buildClients,
  buildFailover,
  buildFault,
  buildOperation,
  buildPhases,
  buildPlan,
  buildPlanWithLoad,
  buildWorkload,
  openLoad,
  primary,
  standby,
} from '../build-plan.ts';
import { reduce, simulateFailover } from '../reduce.ts';
import { type Simulation, simulateRun } from '../simulate-run.ts';

/** Validity of a run that fails over, after its telemetry was changed. */
function judge(overrides: Partial<Simulation> = {}, change = (records: TelemetryRecord[]) => records) {
  const simulation = simulateFailover(overrides);
  const { validity, verdict } = reduce(simulation.plan, change(simulateRun(simulation)));
  return { ...validity, status: verdict.status };
}

function expectReason(found: ReturnType<typeof judge>, text: string): void {
  expect(found.reasons).toEqual([expect.stringContaining(text)]);
  expect(found).toMatchObject({ valid: false, status: 'invalid' });
}

function expectWarning(found: ReturnType<typeof judge>, text: string): void {
  expect(found.reasons).toEqual([]);
  expect(found.warnings).toEqual([expect.stringContaining(text)]);
  expect(found.valid).toBe(true);
}

function changeFlush(matches: (flush: FlushRecord) => boolean, change: (flush: FlushRecord) => FlushRecord) {
  return (records: TelemetryRecord[]) =>
    records.map((record) => (record.type === 'flush' && matches(record) ? change(record) : record));
}

function addReceived(region: string, more: number) {
  return (records: TelemetryRecord[]): TelemetryRecord[] =>
    records.map((record) =>
      record.type === 'gateway' && record.state.region === region
        ? { ...record, state: { ...record.state, receivedTotal: record.state.receivedTotal + more } }
        : record,
    );
}

describe('faults', () => {
  test('a planned fault that never met a request voids the run', () => {
    const found = judge({ behave: healthy, faultAtMs: null, counters: { matched: 0, injected: 0 } });
    expectReason(found, 'Fault internalError-1 was never observed: its gateway faulted none of 0 matching requests');
  });

  test('a planned fault that was never injected voids the run', () => {
    const found = judge({ behave: healthy }, (records) =>
      records.map((record) =>
        record.type === 'gateway' ? { ...record, state: { ...record.state, faults: [] } } : record,
      ),
    );
    expectReason(found, 'was never injected into us-east-1');
  });

  test('connections that were cut count as observed', () => {
    expect(judge({ counters: { matched: 0, injected: 0, cutBeforeRequest: 1 } }).reasons).toEqual([]);
  });

  test('an observed share that contradicts the requested one voids the run, and chance does not', () => {
    const plan = buildPlan({ faults: [buildFault({ selectors: { probability: 0.5 } })] });
    expectReason(judge({ plan, counters: { matched: 1000, injected: 400 } }), '40 % of 1,000 matching requests');
    expect(judge({ plan, counters: { matched: 1000, injected: 465 } }).valid).toBe(true);
    expect(judge({ plan, counters: { matched: 20, injected: 20 } }).valid).toBe(true);
    // Below one percentage point the difference changes no figure, however significant it is.
    expect(judge({ plan, counters: { matched: 1_000_000, injected: 495_000 } }).valid).toBe(true);
    expect(judge({ counters: { matched: 1000, injected: 999 } }).valid).toBe(true);
  });

  test('a fault of the first requests only is held to these', () => {
    const plan = buildPlan({ faults: [buildFault({ selectors: { first: 40 } })] });
    const simulation = simulateFailover({ plan, counters: { matched: 1000, injected: 40 } });
    const { faults, validity } = reduce(plan, simulateRun(simulation));
    expect(validity.reasons).toEqual([]);
    expect(faults[0]).toMatchObject({ requested: null, observed: 0.04 });
    expectReason(judge({ plan, counters: { matched: 1000, injected: 20 } }), '50 % of 40 matching requests');
  });

  test('a fault that refuses what exceeds a rate is held to no share, but must have been observed', () => {
    const plan = buildPlan({ faults: [buildFault({ kind: 'slowDown', parameters: { perPrefixPerSecond: 80 } })] });
    const counters = { kind: 'slowDown', matched: 1000, injected: 20, probability: null };
    const { faults, validity, verdict } = reduce(plan, simulateRun(simulateFailover({ plan, counters })));
    expect(validity.reasons).toEqual([]);
    expect(faults[0]).toMatchObject({ requested: null, observed: 0.02 });
    expect(verdict.headline).toContain('us-east-1 answered SlowDown beyond its rate');
    const unseen = { ...counters, injected: 0 };
    expectReason(judge({ plan, behave: healthy, faultAtMs: null, counters: unseen }), 'was never observed');
  });

  test('a fault that its lease ended, or that never ended, voids the run', () => {
    expectReason(judge({ counters: { revertedBy: 'lease' } }), 'ended by its lease, not by request');
    expectReason(judge({ counters: { active: true, revertedAtEpochMs: null } }), 'was still active');
  });

  test('a fault that comes late is a warning', () => {
    expectWarning(
      judge({
        plan: buildPlan({ faults: [buildFault({ fromMs: 8000 })] }),
        counters: { injectedAtEpochMs: 1_750_000_010_000 },
      }),
      'injected 2 s off its planned time',
    );
  });
});

describe('completeness', () => {
  test('a lost flush voids the run and is named', () => {
    const found = judge({}, (records) =>
      records.filter((record) => !(record.type === 'flush' && record.client === 3 && record.seq === 12)),
    );
    expect(found.reasons[0]).toContain("Client 3's telemetry is incomplete (flush 12 never arrived)");
  });

  test('a client that never reported voids the run', () => {
    const found = judge({}, (records) => records.filter((record) => record.type !== 'flush' || record.client !== 10));
    expect(found.reasons[0]).toContain("Client 10's telemetry is incomplete (none arrived)");
  });

  test('a client that the plan does not have voids the run', () => {
    const found = judge(
      {},
      changeFlush(
        (flush) => flush.client === 10,
        (flush) => ({ ...flush, client: 11 }),
      ),
    );
    expect(found.reasons.join()).toContain('client 11, but the plan has 10');
  });

  test('a gateway that was not read voids the run', () => {
    const found = judge({}, (records) =>
      records.filter((record) => record.type !== 'gateway' || record.state.region !== standby),
    );
    expectReason(found, 'The counters of us-west-2 were not read');
  });

  test('operations outside the run void it', () => {
    const found = judge(
      {},
      changeFlush(
        (flush) => flush.client === 1 && flush.seq === 0,
        (flush) => ({
          ...flush,
          operations: [...flush.operations, [400, 'GetObject', primary, 'normal', 'failed', 2]],
        }),
      ),
    );
    expectReason(found, '2 operations were scheduled outside the run');
  });

  test('a conductor that did not report its end is a warning: the gateways know the faults', () => {
    expectWarning(
      judge({}, (records) =>
        records.map((record) => (record.type === 'conductor' ? { ...record, final: false } : record)),
      ),
      'The conductor never reported its end',
    );
  });

  test('phases that do not begin on whole seconds are a warning', () => {
    const phases = buildPhases(10, 15, 15).map((phase) => ({
      ...phase,
      fromMs: phase.name === 'recovery' ? 25_250 : phase.fromMs,
      toMs: phase.name === 'fault' ? 25_250 : phase.toMs,
    }));
    expectWarning(judge({ plan: buildPlan({ phases }) }), 'A phase begins at 25.25 s, not on a whole second');
  });
});

describe('requests as both sides count them', () => {
  test('agree by default', () => {
    expect(judge().warnings).toEqual([]);
  });

  test('may differ a little for no reason, which is a warning', () => {
    expectWarning(judge({}, addReceived(primary, 2)), '2 more');
  });

  test('void the run when the gateway saw more or fewer than can be explained', () => {
    expectReason(judge({}, addReceived(primary, 60)), 'leaves 60 unexplained');
    expectReason(judge({}, addReceived(standby, -60)), '60 fewer');
  });

  test('may miss the attempts that got no answer: their connections may never have opened', () => {
    const refused = judge(
      {
        counters: { matched: 76, injected: 76 },
        behave: (scheduledMs) =>
          scheduledMs >= planted.faultAtMs && scheduledMs < planted.shiftedAtMs
            ? {
                outcome: 'failed',
                region: primary,
                latencyMs: 5,
                attempts: [{ region: primary, outcome: 'connectionRefused', code: '', afterMs: 0 }],
              }
            : succeed(primary, 10),
      },
      addReceived(primary, -76),
    );
    expectWarning(refused, '76 fewer; 76 attempts got no answer');
  });

  test('may exceed the attempts by what an HTTP library sent again after a cut connection', () => {
    const plan = buildPlan({ faults: [buildFault({ kind: 'reset' })] });
    expectWarning(
      judge({ plan, counters: { matched: 300, injected: 300 } }, addReceived(primary, 228)),
      'silently send a request again',
    );
  });

  test('add up over all regions: small differences that lean the same way void the run', () => {
    const regions = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => ({
      name,
      upstream: 'embedded' as const,
      replicatesFrom: null,
      replicationLagMs: 0,
    }));
    const base = buildPlan();
    const plan = buildPlan({
      regions: [...base.regions, ...regions],
      workloads: [buildWorkload({ load: openLoad(20) })],
    });
    const found = judge({ plan }, (records) =>
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].reduce((all, region) => addReceived(region, 2)(all), records),
    );
    expect(found.reasons).toEqual([expect.stringContaining('all regions')]);
  });
});

describe('attempts that no operation waits for', () => {
  const healthProbe = { everyMs: 1000, timeoutMs: 500, unhealthyAfter: 3, healthyAfter: 3 };
  const clients = buildClients({
    hedge: { after: { kind: 'delay', delayMs: 50 }, budget: 0.05 },
    failover: buildFailover({ healthProbe }),
  });
  const plan = buildPlan({ workloads: [buildWorkload({ clients })] });

  test('have all ended when their client tells its last: hedges and probes excuse no difference', () => {
    expectReason(judge({ plan }, addReceived(standby, 30)), 'leaves 30 unexplained');
    const forget = changeFlush(
      (flush) => flush.client === 1 && flush.final,
      (flush) => ({ ...flush, attempts: flush.attempts.slice(1) }),
    );
    expect(judge({ plan }, forget).warnings.join()).toContain('first attempts were recorded');
  });
});

describe('what follows operations', () => {
  const plan = buildPlan({
    workloads: [
      buildWorkload({
        operations: [
          buildOperation({ name: 'PutObject', share: 0.5, followedBy: 'GetObject' }),
          buildOperation({ name: 'GetObject', share: 0.5 }),
        ],
      }),
    ],
  });

  test('comes on top of the planned load', () => {
    expect(judge({ plan })).toMatchObject({ valid: true, reasons: [], warnings: [] });
  });

  test('need not come: a listing may be empty', () => {
    const apart = buildPlan({
      workloads: [buildWorkload({ operations: [buildOperation({ name: 'PutObject', share: 1 })] })],
    });
    const records = simulateRun(simulateFailover({ plan: apart }));
    const following = buildPlan({
      workloads: [
        buildWorkload({ operations: [buildOperation({ name: 'PutObject', share: 1, followedBy: 'GetObject' })] }),
      ],
    });
    expect(reduce(following, records).validity.reasons).toEqual([]);
  });

  test('can’t stand for operations that never arrived', () => {
    const without = (name: string) => (records: TelemetryRecord[]) =>
      records.map((record) =>
        record.type === 'flush' && record.client <= 5
          ? { ...record, operations: record.operations.filter(([, op]) => op !== name) }
          : record,
      );
    expect(judge({ plan }, without('PutObject')).reasons.join()).toMatch(
      /^1,9\d\d operations were scheduled where the plan's rate and length make 4,000, more/,
    );
    expect(judge({ plan }, without('GetObject')).reasons.join()).not.toContain('follow others');
    const all = simulateRun(simulateFailover({ plan }));
    const more = all.flatMap((record) =>
      record.type === 'flush' && record.client > 5 ? [record, { ...record, client: record.client + 10 }] : [record],
    );
    expect(reduce(plan, more).validity.reasons.join()).toMatch(/make 4,000 and up to \d,\d\d\d that follow others/);
  });
});

describe('workloads', () => {
  const named = (name: string, perSecond: number) => buildWorkload({ name, load: openLoad(perSecond) });

  test('that the plan does not have void the run', () => {
    const found = judge(
      {},
      changeFlush(
        (flush) => flush.client === 3,
        (flush) => ({ ...flush, workload: 'other' }),
      ),
    );
    expect(found.reasons[0]).toContain('Telemetry came from workload other, which the plan does not have');
  });

  test('are each held to their own load, though the sum is right', () => {
    const plan = buildPlan({ workloads: [named('a', 150), named('b', 50)] });
    const other = buildPlan({ workloads: [named('a', 100), named('b', 100)] });
    const { reasons } = reduce(other, simulateRun(simulateFailover({ plan }))).validity;
    expect(reasons[0]).toContain(
      "6,000 operations were scheduled in workload a where the plan's rate and length make 4,000",
    );
    expect(reasons[1]).toContain('2,000 operations were scheduled in workload b');
  });

  test('with a closed load must have sent something', () => {
    const closed = buildWorkload({ name: 'b', load: { model: 'closed', thinkMs: 0 } });
    const plan = buildPlan({ workloads: [named('a', 150), named('b', 50)] });
    const silent = simulateRun(simulateFailover({ plan })).map((record) =>
      record.type === 'flush' && record.workload === 'b'
        ? { ...record, operations: [], attempts: [], latency: [], retries: [] }
        : record,
    );
    const { reasons } = reduce(buildPlan({ workloads: [named('a', 150), closed] }), silent).validity;
    expect(reasons.join()).toContain('No operation of workload b was recorded');
  });
});

describe('the generator', () => {
  test('that starts operations late voids the run', () => {
    expectReason(
      judge({ startLagMs: () => 120 }),
      'The load generator was saturated: it started 1 % of the operations 120 ms or more',
    );
    expect(judge({ startLagMs: () => 40 }).valid).toBe(true);
  });

  test('is judged workload by workload, however few the late ones are among all', () => {
    const plan = buildPlan({
      workloads: [
        buildWorkload({ name: 'busy', load: openLoad(200) }),
        buildWorkload({ name: 'rare', load: openLoad(5), clients: buildClients({ count: 1 }) }),
      ],
    });
    const found = judge({ plan, startLagMs: ({ name }) => (name === 'rare' ? 120 : 1) });
    // 200 operations are too few for a p99, so it is p95 that judges them.
    expectReason(found, 'it started 5 % of the operations of workload rare 120 ms or more');
  });

  test('is not condemned for one stall among few operations', () => {
    const plan = buildPlanWithLoad(openLoad(5));
    let started = 0;
    const startLagMs = () => {
      started += 1;
      return started % 40 === 0 ? 120 : 1;
    };
    expect(judge({ plan, startLagMs }).valid).toBe(true);
  });

  test('that is short of CPU but on time is a warning', () => {
    expectWarning(judge({ end: { k6PeakCpu: 1.9, cores: 2 } }), '95 % of 2 cores');
  });

  test('that offers another load than planned voids the run', () => {
    const plan = buildPlanWithLoad(openLoad(300, 'poisson'));
    const found = reduce(plan, simulateRun(simulateFailover())).validity;
    expect(found.reasons).toEqual([expect.stringContaining("the plan's rate and length make 12,000")]);
    const poisson = buildPlanWithLoad(openLoad(200, 'poisson'));
    expect(judge({ plan: poisson }).valid).toBe(true);
  });
});

describe('steady state', () => {
  test('that fails by itself voids the run', () => {
    const found = judge({
      behave: (scheduledMs, op, random) =>
        random() < 0.05 ? failThrice(primary, random) : healthy(scheduledMs, op, random),
    });
    expectReason(found, 'Steady state was not reached: 9');
  });

  test('that clients shed by themselves is overload, and said to be', () => {
    const found = judge({
      behave: (scheduledMs, op, random) => (random() < 0.05 ? shed() : healthy(scheduledMs, op, random)),
    });
    expect(found.reasons.join()).toMatch(
      /; (\d+) of the \1 that failed were shed by the clients, which are overloaded: lower the rate, or raise/,
    );
  });

  test('on too few operations is a warning', () => {
    const plan = buildPlanWithLoad(openLoad(2));
    expect(judge({ plan }).warnings.join()).toContain('too few to tell whether steady state was reached');
  });
});

describe('the runner', () => {
  test('a conductor that failed voids the run, with its own words', () => {
    const found = judge({
      events: [{ atMs: 10_000, type: 'conductorFailed', region: primary, detail: 'Error: 409' }],
    });
    expectReason(found, 'The conductor failed to drive the faults at us-east-1 after 10 s: Error: 409.');
  });

  test('troubles void the run, and the exit code is not told twice', () => {
    expectReason(
      judge({ end: { troubles: ['k6 ended with code 107 before the drill was over'], k6ExitCode: 107 } }),
      'k6 ended with code 107 before the drill was over.',
    );
  });

  test('an exit code of k6 that nobody explained voids the run', () => {
    expectReason(judge({ end: { k6ExitCode: 107 } }), 'k6 ended with code 107');
    expectReason(judge({ end: { k6ExitCode: null } }), 'k6 was killed');
  });
});

describe('the telemetry’s parts', () => {
  test('that contradict each other void the run', () => {
    const found = judge(
      {},
      changeFlush(
        (flush) => flush.client === 1 && flush.seq === 3,
        (flush) => ({ ...flush, latency: [] }),
      ),
    );
    expectReason(found, 'latencies of successes were recorded; the telemetry contradicts itself');
  });
});

test('an interrupted run is told what interrupted it, not what it had no time to do', () => {
  const simulation = simulateFailover({ end: { interrupted: true, k6ExitCode: 105 } });
  const records = simulateRun(simulation).filter((record) => record.type !== 'flush' || record.seq < 5);
  const { validity } = reduce(simulation.plan, records);
  expect(validity.reasons).toEqual([expect.stringContaining('interrupted before its planned end')]);
});

describe('a run that breaks off', () => {
  const killed = { k6ExitCode: null, troubles: [] };
  const cut = (records: TelemetryRecord[]) => records.filter((record) => record.type !== 'flush' || record.seq < 12);

  test('is told what broke it, not what follows from that', () => {
    const { reasons } = judge({ end: killed }, cut);
    expect(reasons).toEqual([
      'k6 was killed instead of running to its end; look in k6.log.',
      expect.stringContaining("10 of 10 clients' telemetry is incomplete"),
    ]);
  });

  test('left its faults on where k6 was killed, which needs no saying, and says so where k6 was not', () => {
    const counters = { active: true, revertedAtEpochMs: null };
    expect(judge({ end: killed, counters }, cut).reasons).toHaveLength(2);
    expect(judge({ counters }, cut).reasons.join()).toContain('was still active on us-east-1');
  });
});

test('every reason and warning is a full sentence', () => {
  const found = judge({
    startLagMs: () => 120,
    end: { k6PeakCpu: 2, k6ExitCode: 107 },
    counters: { revertedBy: 'lease' },
  });
  expect(found.reasons.length).toBeGreaterThan(2);
  for (const sentence of [...found.reasons, ...found.warnings]) expect(sentence).toMatch(/^[A-Zk].*\.$/);
});
