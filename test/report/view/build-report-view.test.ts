import { describe, expect, it } from 'vitest';
import { buildReportView } from '../../../src/report/view/build-report-view.ts';
import { type Rule, resultSchema } from '../../../src/shared/contracts/result.ts';
import { formatMs, formatPercent } from '../../../src/shared/format.ts';
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
    expect(view.events.rows).toHaveLength(200);
    expect(view.events.note).toBe('The first 200 of 20000 events; all of them are in result.json.');
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
