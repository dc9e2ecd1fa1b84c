import { describe, expect, it } from 'vitest';
import { buildReportView } from '../../../src/report/view/build-report-view.ts';
import { resultSchema } from '../../../src/shared/contracts/result.ts';
import { formatMs, formatPercent } from '../../../src/shared/format.ts';
import { buildSampleResult } from '../sample-result.ts';
import { buildComparedResult, buildLongResult, buildUnrecoveredResult } from '../sample-variations.ts';

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
});
