import type { Result } from '../shared/contracts/result.ts';
import { buildReportView, type ReportView } from './view/build-report-view.ts';
import type { RuleRow } from './view/build-rules.ts';
import { element, escapeXml } from './xml.ts';

type Outcome = 'passed' | 'failure' | 'skipped' | 'error';

/** Cases of an invalid or interrupted run are errors, whatever they measured: nothing was proved. */
function decideOutcome(rule: RuleRow, distrusted: boolean): Outcome {
  if (distrusted) return 'error';
  if (rule.status === 'passed') return 'passed';
  return rule.status === 'missed' ? 'failure' : 'skipped';
}

function writeCase(rule: RuleRow, outcome: Outcome, view: ReportView): string {
  const attributes = { classname: `${view.drill}.${rule.phase}`, name: rule.id };
  if (outcome === 'passed') return element('testcase', attributes);
  if (outcome === 'skipped') {
    return element('testcase', attributes, [element('skipped', { message: rule.explanation })]);
  }
  const measured = `measured ${rule.value}, wanted ${rule.objective}`;
  const message = outcome === 'error' ? view.verdict.headline : measured;
  const details = [measured, rule.explanation, ...(outcome === 'error' ? view.verdict.reasons : [])].join('\n');
  return element('testcase', attributes, [
    element(outcome, { message, type: view.verdict.status }, [escapeXml(details)]),
  ]);
}

function countOutcomes(outcomes: Outcome[]) {
  const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
  return { tests: outcomes.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}

/** A run without any case would read as success: an invalid one gets a case of its own. */
function listCases(view: ReportView, distrusted: boolean): RuleRow[] {
  if (view.rules.length > 0 || !distrusted) return view.rules;
  const { word, headline, icon, tone } = view.verdict;
  const shared = { phase: 'run', status: 'inconclusive', value: '–', objective: '–' } as const;
  return [{ ...shared, id: 'the run can be trusted', word, icon, tone, explanation: headline }];
}

const comparisonOutcomes: Record<string, Outcome> = {
  pass: 'passed',
  improved: 'passed',
  regressed: 'failure',
  inconclusive: 'skipped',
};

/** Metrics that gate, or a regressed run would look all green. */
function writeComparison(view: ReportView, timestamp: string): { written: string; outcomes: Outcome[] } {
  const rows = view.comparison?.rows.filter((row) => row.gates === 'gates') ?? [];
  const outcomes = rows.map((row) => comparisonOutcomes[row.verdict] ?? 'skipped');
  const cases = rows.map((row, i) => {
    const message = `${row.candidate} against ${row.baseline}: ${row.delta} (${row.interval}), tolerance ${row.tolerance}`;
    const outcome = outcomes[i] ?? 'skipped';
    const children = outcome === 'passed' ? null : [element(outcome, { message }, [escapeXml(row.note)])];
    return element('testcase', { classname: `${view.drill}.comparison`, name: row.metric }, children);
  });
  if (rows.length === 0) return { written: '', outcomes };
  return {
    written: element('testsuite', { name: 'comparison', timestamp, ...countOutcomes(outcomes) }, cases),
    outcomes,
  };
}

/**
 * JUnit's XML for a CI: a suite per phase, `run` for objectives over the whole run, and `comparison` where there were
 * baselines; a case per objective or metric.
 */
export function renderJunit(result: Result): string {
  const view = buildReportView(result);
  const distrusted = view.verdict.status === 'invalid' || view.verdict.status === 'interrupted';
  const cases = listCases(view, distrusted).map((rule) => ({ rule, outcome: decideOutcome(rule, distrusted) }));
  const suites = [...result.phases.map((phase) => phase.name), 'run'].flatMap((name) => {
    const inside = cases.filter(({ rule }) => rule.phase === name);
    if (inside.length === 0) return [];
    const counts = countOutcomes(inside.map(({ outcome }) => outcome));
    const written = inside.map(({ rule, outcome }) => writeCase(rule, outcome, view));
    return [element('testsuite', { name, timestamp: result.run.startedAt, ...counts }, written)];
  });
  const comparison = writeComparison(view, result.run.startedAt);
  const totals = countOutcomes([...cases.map(({ outcome }) => outcome), ...comparison.outcomes]);
  const root = element('testsuites', { name: view.drill, ...totals }, [...suites, comparison.written]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}
