import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../src/report/render-html.ts';
import { renderMarkdown } from '../../../src/report/render-markdown.ts';
import { renderTerminal } from '../../../src/report/render-terminal.ts';
import { buildReportView } from '../../../src/report/view/build-report-view.ts';
import { type Rule, resultSchema } from '../../../src/shared/contracts/result.ts';
import { formatMoment, formatMs, formatPercent } from '../../../src/shared/format.ts';
import { buildSampleResult } from '../sample-result.ts';
import {
  buildComparedResult,
  buildInterruptedResult,
  buildInvalidResult,
  buildLongResult,
  buildShedResult,
  buildUnrecoveredResult,
} from '../sample-variations.ts';

describe('the view of a report', () => {
  it('takes every figure from the result as it is', () => {
    const result = buildSampleResult();
    const view = buildReportView(result);
    expect(view.verdict).toMatchObject({ word: 'Passed', headline: result.verdict.headline, valid: true });
    expect(view.phases.map((phase) => phase.success)).toEqual(result.phases.map((p) => formatPercent(p.successRate)));
    expect(view.phases.map((phase) => phase.p99)).toEqual(result.phases.map((p) => formatMs(p.latencyMs.p99)));
    expect(view.tiles.map((tile) => tile.label)).toHaveLength(5);
    expect(view.tiles[1]).toMatchObject({ value: '440 ms', objective: 'objective ≤ 10 s', verdict: 'held' });
  });

  it('shows what did not happen as such', () => {
    const view = buildReportView(buildUnrecoveredResult());
    expect(view.tiles[1]).toMatchObject({ value: '–', note: 'never recovered', tone: 'bad' });
    expect(view.tiles[3]).toMatchObject({ value: '–', note: 'not audited', tone: 'plain' });
    expect(view.recovery.steps.map((step) => step.at)).toContain('never');
    expect(view.rules.find((rule) => rule.id.startsWith('recoveryTime'))?.value).toBe('never');
  });

  it('puts baseline ranges on the tiles, and deltas on their own scales', () => {
    const view = buildReportView(buildComparedResult());
    expect(view.tiles.map((tile) => tile.baseline)).toEqual([
      'baseline 99.51 % to 99.69 %',
      'baseline 470 ms to 610 ms',
      'baseline 66 ms to 78 ms',
      null,
      'baseline 1.02× to 1.05×',
    ]);
    expect(view.comparison?.rows.map((row) => row.delta)).toEqual(['+0.18 pp', '+31 %', '−80 ms', '+0.01×']);
    expect(view.tiles[3]).toMatchObject({ value: '3 / 5', tone: 'bad' });
  });

  it('caps the events and says so', () => {
    const view = buildReportView(buildLongResult());
    expect(view.events.rows).toHaveLength(24);
    expect(view.events).toMatchObject({ total: '20,000', counts: 'breaker opened 20,000' });
    expect(view.events.note).toBe(
      'The first 12 and the last 12 of each kind, 24 of 20,000 events; result.json has more of them.',
    );
  });

  it('lets no kind of event bury the others', () => {
    const result = buildSampleResult();
    const own = buildReportView(result).events.rows;
    const limits = Array.from({ length: 900 }, (_, i) => ({ atMs: i * 40, type: 'limitChanged' as const, client: 1 }));
    result.events.push(...limits);
    const { rows, counts, note } = buildReportView(result).events;
    const isLimit = ({ event }: { event: string }) => event === 'in-flight limit changed';
    expect(rows.filter((row) => !isLimit(row))).toEqual(own);
    const shown = rows.filter(isLimit).map(({ at }) => at);
    expect(shown).toHaveLength(24);
    expect([shown[0], shown[11], shown[12], shown[23]]).toEqual([0, 11, 888, 899].map((i) => formatMoment(i * 40)));
    expect(counts).toContain('breaker opened 10');
    expect(counts).toContain('in-flight limit changed 900');
    expect(note).toContain('of each kind');
  });

  it('says what became of operations, by phase, in words that explain themselves', () => {
    const result = buildSampleResult();
    const common = { workload: 'default', priority: 'normal' } as const;
    result.outcomes = [
      { ...common, phase: 'steady', op: 'GetObject', outcome: 'ok', count: 1400 },
      { ...common, phase: 'steady', op: 'PutObject', outcome: 'ok', count: 600 },
      { ...common, phase: 'fault', op: 'PutObject', outcome: 'indeterminate', count: 17 },
      { ...common, phase: 'fault', op: 'GetObject', outcome: 'deadlineExceeded', count: 1200 },
      { ...common, phase: 'recovery', op: 'GetObject', outcome: 'deadlineExceeded', count: 3, priority: 'critical' },
    ];
    const { outcomes } = buildReportView(result);
    expect(outcomes.phases).toEqual(['steady', 'fault', 'recovery']);
    expect(outcomes.rows).toMatchObject([
      { name: 'succeeded', cells: ['2,000', '0', '0'] },
      { name: 'indeterminate', cells: ['0', '17', '0'], meaning: 'a write that failed and may or may not be stored' },
      { name: 'out of time', cells: ['0', '1,200', '3'] },
    ]);
    expect(outcomes.sentence).toBe('Among the failed operations: 17 indeterminate and 1,203 out of time.');
    expect(renderTerminal(result, { color: false })).toContain(outcomes.sentence);
    for (const format of [renderMarkdown(result), renderHtml(result)]) {
      expect(format).toContain('a write that failed and may or may not be stored');
    }
    expect(buildReportView(buildSampleResult()).outcomes.sentence).toBe('');
  });

  it('shows attempts without what goes without saying, and health probes apart', () => {
    const result = buildSampleResult();
    const [east, west] = ['us-east-1', 'us-west-2'] as const;
    const plain = { phase: 'fault', op: 'HeadObject', region: east, planned: east, cause: 'first' } as const;
    const good = { ...plain, outcome: 'ok', code: '', answeredBy: 's3' } as const;
    result.attempts = [
      { ...good, phase: 'steady', count: 1000 },
      { ...good, count: 200 },
      { ...good, cause: 'next', count: 30 },
      { ...good, cause: 'probe', count: 15 },
      { ...good, region: west, cause: 'retry', count: 7 },
      { ...good, region: west, cause: 'hedge', planned: west, count: 4 },
      { ...plain, outcome: 'throttled', code: '', answeredBy: 'middlebox', count: 5 },
      { ...plain, outcome: 'throttled', code: 'SlowDown', answeredBy: 's3', count: 6 },
      { ...plain, outcome: 'attemptTimeout', code: '', answeredBy: 'nobody', count: 8 },
    ];
    const { attempts } = buildReportView(result);
    expect(attempts.rows.map((row) => Object.values(row).flat().join(' · '))).toEqual([
      'HeadObject · us-east-1 ·  · ok · – · S3 · 1,000 · 230 · 0',
      'HeadObject · us-west-2 · retry, planned for us-east-1 · ok · – · S3 · 0 · 7 · 0',
      'HeadObject · us-west-2 · hedge · ok · – · S3 · 0 · 4 · 0',
      'HeadObject · us-east-1 ·  · throttled · – · a middlebox · 0 · 5 · 0',
      'HeadObject · us-east-1 ·  · throttled · SlowDown · S3 · 0 · 6 · 0',
      'HeadObject · us-east-1 ·  · attemptTimeout · – · nobody · 0 · 8 · 0',
      'health probe · us-east-1 ·  · ok · – · S3 · 0 · 15 · 0',
    ]);
  });

  it('says of what the synchronisation is made, and who answered where failures are listed', () => {
    const result = buildSampleResult();
    for (const cell of result.blastRadius.cells) cell.answeredBy = 'middlebox';
    const { retries, blastRadius } = buildReportView(result);
    expect(retries.pulse).toBe(
      'the 100 ms that stood out most, at 10.2 s, sent 42 retries where 100 ms of the 1.1 s around them sent 14',
    );
    expect(new Set(blastRadius.rows.map(({ answeredBy }) => answeredBy))).toEqual(new Set(['a middlebox']));
    for (const format of [renderMarkdown(result), renderHtml(result)]) {
      expect(format).toContain(retries.pulse);
      expect(format).not.toContain('busiest');
    }
    result.retries.pulse = null;
    expect(renderMarkdown(result)).toContain('(too few retries to tell)');
  });

  it('holds up with nothing in it', () => {
    const result = buildSampleResult();
    Object.assign(result, { phases: [], operations: [], attempts: [], faults: [], events: [], histograms: [] });
    Object.assign(result.timeline, { series: [] });
    Object.assign(result.verdict, { rules: [] });
    Object.assign(result.recovery, { faultAtMs: null });
    Object.assign(result.blastRadius, { cells: [], summary: 'No attempt failed.' });
    const view = buildReportView(resultSchema.parse(result));
    expect(view.tiles.map((tile) => tile.value).slice(0, 4)).toEqual(['–', '440 ms', '–', '–']);
    expect(view.recovery.sentence).toContain('No request was ever faulted');
  });

  it('calls no objective of a run that can’t be trusted held or missed', () => {
    for (const build of [buildInvalidResult, buildInterruptedResult]) {
      const view = buildReportView(build());
      expect(new Set(view.rules.map(({ word }) => word))).toEqual(new Set(['not judged']));
      expect(view.tiles.map(({ verdict }) => verdict)).not.toContain('held');
      expect(view.recovery.steps.map(({ at }) => at)).not.toContain('never');
      expect(view.recovery.sentence).not.toContain('never');
    }
    const view = buildReportView(buildInterruptedResult());
    expect(view.rules.find(({ id }) => id.startsWith('recoveryTime'))?.value).toBe('not measured');
    expect(view.tiles[1]?.note).toBe('no recovery seen');
  });

  it('does not say that no request was faulted where nobody counted', () => {
    const result = buildInvalidResult();
    Object.assign(result.totals, { requestsReceived: 0, cutBeforeRequest: 0 });
    result.recovery.faultAtMs = null;
    const view = buildReportView(result);
    expect(view.recovery.sentence).toContain('is not known');
    expect(view.faults.rows.map(({ word }) => word)).toEqual(['not counted']);
    expect(view.tiles[1]?.note).toBe('faults not counted');
  });

  it('names no share that was asked for where a fault goes by a rate', () => {
    const result = buildSampleResult();
    Object.assign(result.faults[0] ?? {}, { requested: null, observed: 0.25 });
    expect(buildReportView(result).faults.rows[0]).toMatchObject({ requested: 'by limit', observed: '25 %' });
  });

  it('says nothing of a way back where traffic never moved', () => {
    const { recovery } = buildReportView(buildUnrecoveredResult());
    expect(recovery.steps.at(-1)).toMatchObject({ id: 'failedBack', at: 'traffic had not moved', tone: 'plain' });
    expect(recovery.sentence).not.toContain('failed back');
  });

  it('labels closed loads, with what that means for latency', () => {
    const open = buildReportView(buildSampleResult());
    expect(open.load).toMatchObject({ label: '', latencyBasis: 'from their scheduled time' });
    const mixed = buildReportView(buildShedResult());
    expect(mixed.summary).toContain('closed load in reports');
    expect(mixed.load.latencyBasis).toMatch(/in the closed load of reports from their start: a stall holds back/);
    const result = buildSampleResult();
    for (const load of result.load) load.model = 'closed';
    expect(buildReportView(result)).toMatchObject({ load: { label: 'closed load' } });
  });

  it('tells workloads and priorities apart only where there are several', () => {
    expect(buildReportView(buildSampleResult())).toMatchObject({ workloads: null, priorities: null });
    const { workloads, priorities } = buildReportView(buildShedResult());
    expect(workloads?.rows).toHaveLength(6);
    expect(priorities?.rows.filter(({ shed }) => shed !== '0')).toMatchObject([
      { phase: 'fault', name: 'deferrable', shed: '412' },
    ]);
  });

  it('breaks attempts down by cause and number, a column per phase', () => {
    const result = buildSampleResult();
    result.retries.byAttempt = [
      { phase: 'fault', attempt: 16, count: 3, succeeded: 0 },
      { phase: 'fault', attempt: 1, count: 200, succeeded: 150 },
      { phase: 'recovery', attempt: 1, count: 90, succeeded: 90 },
    ];
    const { retries } = buildReportView(result);
    expect(retries.byAttempt).toEqual([
      {
        label: '1',
        cells: [
          { count: '0', succeeded: null },
          { count: '200', succeeded: '75 %' },
          { count: '90', succeeded: '100 %' },
        ],
      },
      {
        label: '16 and later',
        cells: [
          { count: '0', succeeded: null },
          { count: '3', succeeded: '0 %' },
          { count: '0', succeeded: null },
        ],
      },
    ]);
    expect(retries.byCause.map(({ label }) => label)).toEqual(['first request', 'retry']);
  });

  it('reads counts as counts, and what is missing of each measure as that', () => {
    const result = buildSampleResult();
    result.verdict.rules = [
      rule({
        id: 'breakerOpenings(fault) ≤ 40',
        measure: 'breakerOpenings',
        value: 1041,
        objective: 40,
        unit: 'count',
      }),
      rule({
        id: 'retrySynchronisation ≤ 3×',
        measure: 'retrySynchronisation',
        value: null,
        objective: 3,
        unit: 'factor',
      }),
      rule({
        id: 'shedShare(fault, deferrable) ≤ 50 %',
        measure: 'shedShare',
        value: null,
        objective: 0.5,
        unit: 'ratio',
      }),
    ];
    expect(buildReportView(result).rules.map(({ value, objective }) => [value, objective])).toEqual([
      ['1,041', '≤ 40'],
      ['too few retries', '≤ 3×'],
      ['no samples', '≤ 50 %'],
    ]);
  });
});

function rule(own: Pick<Rule, 'id' | 'measure' | 'value' | 'objective' | 'unit'>): Rule {
  return { ...own, status: 'missed', comparator: 'atMost', explanation: '' };
}
