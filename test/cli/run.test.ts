import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeShortDrill, makeDirectory, runCli, runDrillFile, writeDrill } from './drive.ts';

const minute = 60_000;

describe('a drill run with real k6', () => {
  test('whose clients fail over passes, and its figures tell when what happened', { timeout: minute }, async () => {
    const drill = await writeDrill(
      await makeDirectory(),
      describeShortDrill({
        objectives: "objectives.successRate({ phase: 'fault' }).atLeast(0.9), objectives.failoverTime().atMost('3s')",
      }),
    );
    const { code, status, result, runDir, stderr } = await runDrillFile(drill);
    expect(result.validity, stderr).toEqual({ valid: true, reasons: [], warnings: expect.anything() });
    expect({ code, status }).toEqual({ code: 0, status: 'passed' });

    const [fault] = result.faults;
    expect(fault).toMatchObject({ kind: 'internalError', region: 'us-east-1', requested: 1, observed: 1 });
    expect(fault?.injected).toBeGreaterThan(0);
    const { recovery } = result;
    expect(recovery.faultAtMs).toBeGreaterThanOrEqual(4000);
    expect(recovery.revertedAtMs).toBeGreaterThanOrEqual(8000);
    for (const measured of [recovery.detectionMs, recovery.failoverMs, recovery.recoveryMs, recovery.failbackMs]) {
      expect(measured).not.toBeNull();
    }

    // Every attempt that a client counted is a request that a gateway counted, the seeding included.
    const { totals } = result;
    expect(totals.attempts + totals.seedingAttempts).toBe(totals.requestsReceived + totals.cutBeforeRequest);
    // 13 s at 100/s, evenly spaced.
    expect(totals.operations).toBe(1300);
    for (const file of ['plan.json', 'script.js', 'telemetry.ndjson.gz', 'report.html', 'report.md', 'junit.xml']) {
      expect((await stat(join(runDir, file))).size).toBeGreaterThan(0);
    }
  });

  test('can be reported again from its directory, with the same figures', { timeout: minute }, async () => {
    const drill = await writeDrill(
      await makeDirectory(),
      describeShortDrill({ phases: "{ steady: '3s', fault: '3s', recovery: '3s' }" }),
    );
    // k6 settings of the user's shell must not change what is measured: this one would hold all requests back.
    const { runDir, result } = await runDrillFile(drill, [], { K6_RPS: '30', K6_DURATION: '1s' });
    expect(result.validity.valid).toBe(true);
    expect(result.phases[0]?.latencyMs.p50).toBeLessThan(500);
    const again = await runCli(['report', runDir, '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ runDir, status: result.verdict.status });
    const compared = await runCli(['compare', runDir, runDir, '--json']);
    const { metrics } = JSON.parse(compared.stdout) as { metrics: { delta: number | null }[] };
    expect(metrics.length).toBeGreaterThan(0);
    for (const { delta } of metrics) expect(delta ?? 0).toBe(0);
  });

  test('without breaker and standby falls to what the fault predicts, and the verdict says so', {
    timeout: minute,
  }, async () => {
    const drill = await writeDrill(
      await makeDirectory(),
      describeShortDrill({ clients: 'count: 4, standby: [], breaker: false' }),
    );
    const { code, status, result } = await runDrillFile(drill);
    expect({ code, status }).toEqual({ code: 1, status: 'missed' });
    const phases = Object.fromEntries(result.phases.map((phase) => [phase.name, phase]));
    expect(phases.steady?.successRate).toBe(1);
    // Operations of the last moments may still be retried into recovery; all others fail.
    expect(phases.fault?.successRate).toBeLessThan(0.1);
    expect(result.verdict.headline).toMatch(/InternalError/);
    expect(result.recovery.failoverMs).toBeNull();
  });

  test('shows a stall of one second in full, however few answers it delays', { timeout: minute }, async () => {
    const drill = await writeDrill(
      await makeDirectory(),
      describeShortDrill({
        clients: "count: 4, standby: [], breaker: false, deadline: '10s', attemptTimeout: '5s'",
        // A reverted delay lets go at once: whatever comes in during one second waits for its end.
        faults: "faults.latency({ region: 'us-east-1', delay: '4s', for: '1s' })",
        objectives: "objectives.successRate({ phase: 'fault' }).atLeast(0.99)",
      }),
    );
    const { result } = await runDrillFile(drill);
    const fault = result.phases.find(({ name }) => name === 'fault');
    expect(fault?.successRate).toBe(1);
    // At 100/s the four slowest of the phase's 400 operations are those scheduled in the stall's first 40 ms.
    expect(fault?.latencyMs.p99).toBeGreaterThanOrEqual(940);
    expect(fault?.latencyMs.max).toBeGreaterThanOrEqual(970);
    expect(fault?.latencyMs.p50).toBeLessThan(500);
  });

  test('of which a write was applied and then refused is told apart as indeterminate', {
    timeout: minute,
  }, async () => {
    const drill = await writeDrill(
      await makeDirectory(),
      describeShortDrill({
        // 50 ms apart, 25 ms clear of the fault's ends.
        rate: '20/s',
        clients: 'count: 4, standby: [], breaker: false, retry: policies.none()',
        faults: "faults.internalError({ region: 'us-east-1', when: 'after-commit', operations: ['PutObject'] })",
        objectives: "objectives.successRate({ phase: 'fault', operation: 'GetObject' }).atLeast(0.99)",
      }),
    );
    const { code, result } = await runDrillFile(drill);
    expect(code).toBe(0);
    const put = result.operations.find(({ phase, op }) => phase === 'fault' && op === 'PutObject');
    expect(put?.successRate).toBe(0);
    expect(result.faults[0]?.injected).toBe(put?.count);
  });
});
