import { describe, expect, it } from 'vitest';
import { buildAdvice } from '../../../src/report/view/build-advice.ts';
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
    expect(buildAdvice(buildUnrecoveredResult())[0]).toContain('never moved to a standby');
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
      { synchronisation: 5.2, byPhase: [{ phase: 'fault' as const, amplification: 1.4, retries: 900 }] },
      'the busiest 100 ms 5.2× the mean',
    ],
    [
      'amplified load',
      { byPhase: [{ phase: 'fault' as const, amplification: 2.4, retries: 9 }] },
      'sent 2.4× the requests',
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
    });
    expect(buildAdvice(result).join('\n')).not.toContain('waves');
  });

  it('explains shed operations and errors on the way back', () => {
    const result = buildSampleResult();
    result.totals.shed = 412;
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
