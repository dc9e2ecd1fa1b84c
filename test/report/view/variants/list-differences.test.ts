import { describe, expect, it } from 'vitest';
import { listDifferences } from '../../../../src/report/view/variants/list-differences.ts';
import { buildPlan } from '../../play-run.ts';
import { backoff, buildVariantPlan } from '../../sample-variants.ts';

const standard = buildVariantPlan('standard', {});

describe('what differs between variants', () => {
  it('is nothing between a plan and itself', () => {
    expect(listDifferences([standard, standard])).toEqual([]);
    expect(listDifferences([])).toEqual([]);
  });

  it('is each setting with every variant’s value, and – where a variant has no such setting', () => {
    const rows = listDifferences([standard, buildVariantPlan('noJitter', { retry: backoff })]);
    expect(rows).toEqual([
      { setting: 'retry.kind', cells: ['standard', 'exponential'] },
      { setting: 'retry.maxAttempts', cells: ['3', 'unbounded'] },
      { setting: 'retry.base', cells: ['–', '50 ms'] },
      { setting: 'retry.factor', cells: ['–', '2'] },
      { setting: 'retry.cap', cells: ['–', '20 s'] },
      { setting: 'retry.jitter', cells: ['–', 'none'] },
      { setting: 'retry.quota', cells: ['–', 'off'] },
      { setting: 'retry.retryAfter', cells: ['–', 'yes'] },
    ]);
  });

  it('says that a policy is off; its settings differ only between those that have it on', () => {
    const off = buildVariantPlan('noBreaker', { breaker: null });
    expect(listDifferences([standard, off])).toEqual([
      {
        setting: 'breaker',
        cells: ['on (consecutiveFailures 5, openFor 1 s, probes 2, per region, counts serverError)', 'off'],
      },
    ]);
    const { breaker } = standard.workloads[0]?.clients ?? {};
    if (!breaker) throw new Error('the sample has a breaker');
    const slow = buildVariantPlan('slow', { breaker: { ...breaker, openForMs: 9000 } });
    expect(listDifferences([standard, off, slow])).toEqual([
      { setting: 'breaker', cells: ['on', 'off', 'on'] },
      { setting: 'breaker.openFor', cells: ['1 s', '–', '9 s'] },
    ]);
  });

  it('calls settings as the drill’s language does', () => {
    const quota = { quota: null, honoursRetryAfter: true };
    const curve = { kind: 'fixed', baseMs: 200, capMs: 200, factor: 1, jitter: 'none' } as const;
    const retry = { ...curve, ...quota, maxAttempts: null };
    const names = listDifferences([
      buildVariantPlan('exponential', {
        retry: backoff,
        hedge: { after: { kind: 'delay', delayMs: 50 }, budget: 0.1 },
      }),
      buildVariantPlan('fixed', { retry, hedge: { after: { kind: 'quantile', quantile: 0.9 }, budget: 0.1 } }),
    ]).map(({ setting }) => setting);
    expect(names).toEqual([
      'retry.kind',
      'retry.base',
      'retry.factor',
      'retry.cap',
      'retry.jitter',
      'retry.delay',
      'hedge.after',
      'hedge.quantile',
    ]);
  });

  it('names one row for what differs alike everywhere, else where it does', () => {
    const hasty = buildPlan();
    const patient = buildPlan();
    for (const operation of hasty.workloads[0]?.operations ?? []) operation.deadlineMs = 500;
    Object.assign(hasty.workloads[0]?.operations[1] ?? {}, { attemptTimeoutMs: 200 });
    expect(listDifferences([patient, hasty])).toEqual([
      { setting: 'deadline', cells: ['2 s', '500 ms'] },
      { setting: 'attemptTimeout (PutObject)', cells: ['1 s', '200 ms'] },
    ]);
  });
});
