import { describe, expect, it } from 'vitest';
import { buildAdvice } from '../../../src/report/view/build-advice.ts';
import type { Result } from '../../../src/shared/contracts/result.ts';
import { type AttemptCause, attemptCauses } from '../../../src/shared/outcome.ts';
import { buildSampleResult } from '../sample-result.ts';
import {
  buildComparedResult,
  buildInconclusiveResult,
  buildInterruptedResult,
  buildInvalidResult,
  buildMissedResult,
  buildShedResult,
  buildUnrecoveredResult,
} from '../sample-variations.ts';

const amplified = { byPhase: [{ phase: 'fault' as const, amplification: 2.4, retries: 9 }] };

function causes(counts: Partial<Record<AttemptCause, number>>): Result['retries']['byCause'] {
  return attemptCauses.flatMap((cause) => {
    const count = counts[cause];
    return count === undefined ? [] : [{ phase: 'fault', cause, count, succeeded: 0 }];
  });
}

describe('what to do', () => {
  it('names the next rehearsal when all held', () => {
    expect(buildAdvice(buildSampleResult())).toEqual([expect.stringContaining('Rehearse next: a grey failure')]);
  });

  it('never has more than three lines', () => {
    for (const build of [buildUnrecoveredResult, buildComparedResult, buildInvalidResult]) {
      expect(buildAdvice(build()).length).toBeLessThanOrEqual(3);
    }
  });

  it('sends an invalid run back before anything else', () => {
    expect(buildAdvice(buildInvalidResult())[0]).toContain('fault fault-1 was never observed');
  });

  it('asks for a standby when traffic never shifted', () => {
    expect(buildAdvice(buildUnrecoveredResult())[0]).toContain('give them a standby, a breaker and a failover policy');
  });

  it('asks for no standby where a region throttled, only a share failed, or clients can go elsewhere', () => {
    const ask = (change: (result: Result) => void) => {
      const result = buildUnrecoveredResult();
      change(result);
      return buildAdvice(result).join('\n');
    };
    expect(ask(() => {})).toContain('standby');
    expect(ask(({ faults }) => void Object.assign(faults[0] ?? {}, { kind: 'tooManyRequests' }))).not.toContain(
      'standby',
    );
    expect(ask(({ faults }) => void Object.assign(faults[0] ?? {}, { requested: 0.3, observed: 0.3 }))).not.toContain(
      'standby',
    );
    expect(
      ask(({ events }) => void events.push({ atMs: 12_000, type: 'diverted', client: 1, region: 'us-west-2' })),
    ).not.toContain('standby');
  });

  it('asks for retries where a share of requests failed and none was made again', () => {
    const result = buildMissedResult();
    for (const fault of result.faults) Object.assign(fault, { requested: 0.3, observed: 0.29 });
    expect(buildAdvice(result).join('\n')).not.toContain('give the clients retries');
    result.retries.byCause = causes({ first: 2000 });
    expect(buildAdvice(result).join('\n')).toContain('give the clients retries');
  });

  it('starts with the operation that failed most, however its attempts failed', () => {
    const result = buildMissedResult();
    result.recovery.failoverMs = 300;
    const cell = { region: 'us-east-1', outcome: 'serverError', answeredBy: 's3', attempts: 100 } as const;
    result.blastRadius.cells = [
      { ...cell, op: 'GetObject', code: 'InternalError', failures: 40, share: 0.4 },
      { ...cell, op: 'PutObject', code: 'InternalError', failures: 31, share: 0.31 },
      { ...cell, op: 'PutObject', code: 'SlowDown', failures: 29, share: 0.29 },
    ];
    expect(buildAdvice(result).join('\n')).toContain('Start with PutObject at us-east-1: it made 60 %');
  });

  it('asks for a sooner failover when a slow one missed the objective', () => {
    expect(buildAdvice(buildMissedResult())[0]).toContain('traffic took 6 s to shift');
  });

  it('speaks of lost writes, regressions, evidence and interruption when there are any', () => {
    expect(buildAdvice(buildComparedResult()).join('\n')).toMatch(/3 acknowledged writes[\s\S]*\+31 %/);
    expect(buildAdvice(buildInconclusiveResult())[0]).toContain('too little evidence for latency(fault, p99)');
    expect(buildAdvice(buildInterruptedResult())[0]).toContain('Let the drill run to its end');
  });

  it.each([
    [
      'retries in waves',
      { synchronisation: 5.2, byCause: causes({ first: 2000, retry: 900 }) },
      'the 100 ms that stood out most 5.2× the mean around them',
    ],
    [
      'amplified load',
      { ...amplified, byCause: causes({ first: 100, retry: 140 }) },
      'sent 2.4× the requests that were asked for in the fault phase: lower maxAttempts',
    ],
    [
      'hedges, which maxAttempts does not bound',
      { ...amplified, byCause: causes({ first: 80, next: 20, hedge: 90, retry: 50 }) },
      'sent 2.4× the requests that were asked for in the fault phase, most of the rest being hedges: lower the hedging budget',
    ],
  ])('explains %s', (_name, retries, words) => {
    const result = buildSampleResult();
    Object.assign(result.retries, retries);
    expect(buildAdvice(result).join('\n')).toContain(words);
  });

  it('does not take the burst of retries before a failover for a storm', () => {
    const result = buildSampleResult();
    Object.assign(result.retries, {
      synchronisation: 44,
      byPhase: [{ phase: 'fault' as const, amplification: 1.02, retries: 70 }],
      byCause: causes({ first: 3500, retry: 70 }),
    });
    expect(buildAdvice(result).join('\n')).not.toContain('waves');
  });

  it('does not take hedges for retries in waves', () => {
    const result = buildSampleResult();
    const byPhase = [{ phase: 'fault' as const, amplification: 1.4, retries: 70 }];
    Object.assign(result.retries, {
      synchronisation: 9,
      byPhase,
      byCause: causes({ first: 1000, retry: 70, hedge: 330 }),
    });
    expect(buildAdvice(result).join('\n')).not.toContain('waves');
  });

  it('explains shed operations and errors on the way back', () => {
    const result = buildSampleResult();
    result.totals.shed = 412;
    result.breakers = [];
    Object.assign(result.phases[1] ?? {}, { shed: 412 });
    Object.assign(result.priorities[1] ?? {}, { shed: 412 });
    result.recovery.failbackErrors = 1;
    const lines = buildAdvice(result).join('\n');
    expect(lines).toContain('412 operations were shed in the fault phase');
    expect(lines).toContain('1 operation failed on the way back');
  });

  it('has nothing against shedding that only the less important bore', () => {
    const result = buildShedResult();
    expect(buildAdvice(result).join('\n')).not.toContain('shed');
    for (const row of result.priorities) if (row.priority === 'critical') row.shed = 3;
    expect(buildAdvice(result).join('\n')).toContain('shed in the fault phase');
  });

  it('advises nothing about clients from a run that can’t be trusted', () => {
    for (const build of [buildInvalidResult, buildInterruptedResult]) {
      const result = build();
      result.recovery.recoveryMs = null;
      result.recovery.failbackErrors = 12;
      Object.assign(result.retries, {
        synchronisation: 9,
        byPhase: [{ phase: 'fault', amplification: 4, retries: 9 }],
      });
      expect(buildAdvice(result).join('\n')).not.toMatch(/never came back|way back|waves|maxAttempts/);
    }
  });

  it('says nothing of faults whose counters were never read', () => {
    const result = buildInvalidResult();
    Object.assign(result.totals, { requestsReceived: 0, cutBeforeRequest: 0 });
    expect(buildAdvice(result).join('\n')).not.toContain('Check the selectors');
  });
});
