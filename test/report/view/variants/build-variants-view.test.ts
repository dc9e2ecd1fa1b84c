import { describe, expect, it } from 'vitest';
import { buildVariantsView, type VariantsView } from '../../../../src/report/view/variants/build-variants-view.ts';
import { judgeVariants } from '../../../../src/report/view/variants/judge-variants.ts';
import { type VerdictStatus, verdictStatuses } from '../../../../src/shared/contracts/result.ts';
import { formatPercent } from '../../../../src/shared/format.ts';
import { buildSampleResult } from '../../sample-result.ts';
import { buildSampleVariants, buildVariantRun } from '../../sample-variants.ts';

function readRow(view: VariantsView, label: string): string[] {
  const row = view.figures.find((figure) => figure.label === label);
  return row?.cells.map(({ text, better }) => (better ? `${text} better` : text)) ?? [];
}

describe('the view of several variants', () => {
  const view = buildVariantsView(buildSampleVariants());

  it('says what each came to, and links to its own report', () => {
    expect(view.headline).toBe('Passed: standard. Objective missed: noJitter. Not run: late.');
    expect(view.variants.map(({ word, href }) => [word, href])).toEqual([
      ['Passed', 'standard/report.html'],
      ['Objective missed', 'noJitter/report.html'],
      ['Not run', null],
    ]);
    expect(view.summary).toContain('seed 7');
  });

  it('takes every figure from the results as they are', () => {
    const fault = [{}, { failoverMs: 6000 }].map((sample) => buildSampleResult(sample).phases[1]?.successRate);
    expect(readRow(view, 'Success, fault')).toEqual([
      `${formatPercent(fault[0])} better`,
      formatPercent(fault[1]),
      '–',
    ]);
    expect(readRow(view, 'Retry synchronisation, fault')).toEqual(['1.8× better', '9.4×', '–']);
    expect(readRow(view, 'Recovery time')).toEqual(['440 ms better', '6.14 s', '–']);
    expect(readRow(view, 'Breaker openings')).toEqual(['10', '10', '–']);
  });

  it('gives every region its share of the traffic', () => {
    const shares = ['us-east-1', 'us-west-2'].map((region) => readRow(view, `Traffic to ${region}, fault`)[0]);
    expect(shares.map((share) => Number.parseFloat(share ?? '')).reduce((a, b) => a + b)).toBeCloseTo(100, 0);
  });

  it('leaves out what can mean nothing for the drill', () => {
    const labels = (clients: Parameters<typeof buildVariantRun>[1], ...more: (typeof clients)[]) =>
      buildVariantsView({
        drill: 'd',
        runId: 'r',
        variants: [clients, ...more].map((own, i) => buildVariantRun(`v${i}`, own, {})),
      }).figures.map(({ label }) => label);
    const moving = ['Failover time', 'Traffic to us-east-1, fault', 'Traffic to us-west-2, fault'];
    const all = labels({});
    expect(all).toEqual(expect.arrayContaining(['Detection time', 'Breaker openings', ...moving]));
    const without = (...some: string[]) => all.filter((label) => !some.includes(label));
    expect(labels({ breaker: null })).toEqual(without('Breaker openings'));
    // Their breakers still notice the fault.
    expect(labels({ failover: null })).toEqual(without(...moving));
    expect(labels({ standby: [] })).toEqual(without(...moving));
    expect(labels({ failover: null, breaker: null })).toEqual(without(...moving, 'Detection time', 'Breaker openings'));
    expect(labels({ failover: null, breaker: null }, {})).toEqual(all);
  });

  it('marks nothing better where only noise differs', () => {
    const variants = [buildVariantRun('a', {}, { seed: 7 }), buildVariantRun('b', {}, { seed: 8 })];
    const { figures } = buildVariantsView({ drill: 'd', runId: 'r', variants });
    const marked = figures.filter(({ cells }) => cells.some(({ better }) => better));
    expect(marked.map(({ label }) => label)).toEqual([]);
  });

  it('leaves a run that was not judged out of what is better', () => {
    const [first, second] = buildSampleVariants().variants;
    if (first === undefined || second?.ran == null) throw new Error('the sample has two runs');
    second.ran.result.verdict.status = 'invalid';
    const { figures } = buildVariantsView({ drill: 'd', runId: 'r', variants: [first, second] });
    expect(figures.flatMap(({ cells }) => cells).some(({ better }) => better)).toBe(false);
  });

  it('never happened is worse than late', () => {
    const variants = [
      buildVariantRun('stuck', {}, { failoverMs: null }),
      buildVariantRun('slow', {}, { failoverMs: 6000 }),
    ];
    const rows = buildVariantsView({ drill: 'd', runId: 'r', variants });
    expect(readRow(rows, 'Failover time')).toEqual(['never', '6 s better']);
  });

  it('holds up with nothing run at all', () => {
    const empty = buildVariantsView({ drill: 'd', runId: 'r', variants: [{ name: 'a', directory: 'a', ran: null }] });
    expect(empty).toMatchObject({ status: 'interrupted', hypothesis: null, differences: { names: [], rows: [] } });
  });
});

describe('the verdict over all variants', () => {
  const judge = (statuses: (VerdictStatus | null)[]) =>
    judgeVariants(
      statuses.map((status) => {
        if (status === null) return { ran: null };
        const run = buildVariantRun('a', {}, {});
        run.ran.result.verdict.status = status;
        return run;
      }),
    );

  it('is the worst of them', () => {
    expect(judge(['passed', 'missed', 'inconclusive'])).toBe('missed');
    expect(judge(['regressed', 'invalid', 'passed'])).toBe('invalid');
    expect(judge(['improved', 'passed'])).toBe('passed');
    expect(judge(['improved'])).toBe('improved');
    for (const status of verdictStatuses) expect(judge([status])).toBe(status);
  });

  it('is interrupted where one was never run', () => {
    expect(judge(['passed', null])).toBe('interrupted');
  });
});
