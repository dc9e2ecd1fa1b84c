import type { ComparisonMetric, PhaseResult, Result, Rule } from '../../shared/contracts/result.ts';
import {
  formatBeside,
  formatCount,
  formatObjective,
  formatRange,
  formatValue,
  nothing,
  type Unit,
} from '../../shared/format.ts';
import { faceRule } from './build-rules.ts';
import { readRuleScope } from './rule-scope.ts';
import type { Tone } from './tone.ts';
import { isJudged, knowsFaults } from './trust.ts';

export interface Tile {
  label: string;
  value: string;
  /** What the value is about, in a few words. */
  note: string;
  tone: Tone;
  objective: string | null;
  /** Whether the objective was held; null without one. */
  verdict: string | null;
  baseline: string | null;
}

interface Figure {
  label: string;
  value: number | null;
  unit: Unit;
  note: string;
  rule: Rule | undefined;
  metric: ComparisonMetric | undefined;
}

function toTile(result: Result, { label, value, unit, note, rule, metric }: Figure): Tile {
  const range = metric?.baselineRange ?? null;
  const face = rule === undefined ? undefined : faceRule(result, rule);
  return {
    label,
    value: rule === undefined ? formatValue(value, unit) : formatBeside(value, rule.objective, unit),
    note,
    tone: face?.tone ?? 'plain',
    objective: rule === undefined ? null : `objective ${formatObjective(rule)}`,
    verdict: face?.word ?? null,
    baseline: range === null ? null : `baseline ${formatRange(range[0], range[1], (end) => formatValue(end, unit))}`,
  };
}

/** The rule over a whole phase (or, with phase null, the whole run); `extra` are the words that it must and may carry. */
function findRule(result: Result, measure: Rule['measure'], phase: string | null, extra: string[]): Rule | undefined {
  return result.verdict.rules.find((rule) => {
    const scope = readRuleScope(rule);
    const sameWords = scope.others.length === extra.length && extra.every((word) => scope.others.includes(word));
    return rule.measure === measure && scope.phase === phase && sameWords;
  });
}

function findMetric(result: Result, measure: string, phase: string | null): ComparisonMetric | undefined {
  return result.comparison?.metrics.find(
    (metric) => metric.id.startsWith(measure) && metric.phase === phase && metric.op === null && metric.region === null,
  );
}

function findWorstPhase(phases: readonly PhaseResult[]): PhaseResult | undefined {
  const measured = phases.filter((phase) => phase.successRate !== null);
  return measured.sort((a, b) => (a.successRate ?? 1) - (b.successRate ?? 1))[0];
}

function buildSuccessTile(result: Result): Tile {
  const worst = findWorstPhase(result.phases);
  return toTile(result, {
    label: 'Success, worst phase',
    value: worst?.successRate ?? null,
    unit: 'ratio',
    note: worst === undefined ? 'nothing measured' : `${worst.name} phase`,
    rule: worst && findRule(result, 'successRate', worst.name, []),
    metric: worst && findMetric(result, 'success', worst.name),
  });
}

function buildRecoveryTile(result: Result): Tile {
  return toTile(result, {
    label: 'Recovery time',
    value: result.recovery.recoveryMs,
    unit: 'ms',
    note: describeRecovery(result),
    rule: findRule(result, 'recoveryTime', null, []),
    metric: findMetric(result, 'recoveryTime', null),
  });
}

function describeRecovery(result: Result): string {
  const { faultAtMs, recoveryMs } = result.recovery;
  if (faultAtMs === null) return knowsFaults(result) ? 'no fault seen' : 'faults not counted';
  if (recoveryMs !== null) return 'from the first faulted request';
  return isJudged(result) ? 'never recovered' : 'no recovery seen';
}

function buildLatencyTile(result: Result): Tile {
  return toTile(result, {
    label: 'p99 during the fault',
    value: result.phases.find((phase) => phase.kind === 'fault')?.latencyMs.p99 ?? null,
    unit: 'ms',
    note: 'succeeded operations',
    rule: findRule(result, 'latency', 'fault', ['p99']),
    metric: findMetric(result, 'p99', 'fault'),
  });
}

function buildDurabilityTile(result: Result): Tile {
  const { durability } = result;
  const audited = durability !== null;
  return {
    label: 'Lost or stale objects',
    value: audited ? `${formatCount(durability.lost)} / ${formatCount(durability.stale)}` : nothing,
    note: audited ? `of ${formatCount(durability.acknowledged)} acknowledged` : 'not audited',
    tone: !audited ? 'plain' : durability.lost > 0 || durability.stale > 0 ? 'bad' : 'good',
    objective: null,
    verdict: null,
    baseline: null,
  };
}

function buildAmplificationTile(result: Result): Tile {
  const fault = result.retries.byPhase.find((entry) => entry.phase === 'fault');
  return toTile(result, {
    label: 'Retry amplification',
    value: fault?.amplification ?? result.retries.amplification,
    unit: 'factor',
    note: fault === undefined ? 'attempts per request' : 'attempts per request, fault phase',
    rule: findRule(result, 'retryAmplification', fault === undefined ? null : 'fault', []),
    metric: findMetric(result, 'retryAmplification', fault === undefined ? null : 'fault'),
  });
}

export function buildTiles(result: Result): Tile[] {
  return [
    buildSuccessTile(result),
    buildRecoveryTile(result),
    buildLatencyTile(result),
    buildDurabilityTile(result),
    buildAmplificationTile(result),
  ];
}
