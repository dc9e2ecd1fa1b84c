import type { Result } from '../../shared/contracts/result.ts';
import { formatCount, formatMoment } from '../../shared/format.ts';
import { buildAdvice } from './build-advice.ts';
import { buildAttempts } from './build-attempts.ts';
import { buildBlastRadius } from './build-blast-radius.ts';
import { buildBreakers } from './build-breakers.ts';
import { buildComparison } from './build-comparison.ts';
import { buildDurability } from './build-durability.ts';
import { buildEvents } from './build-events.ts';
import { buildFaults } from './build-faults.ts';
import { buildLoad } from './build-load.ts';
import { buildOutcomes } from './build-outcomes.ts';
import { buildOperations, buildPhases } from './build-phases.ts';
import { buildProvenance } from './build-provenance.ts';
import { buildRecovery } from './build-recovery.ts';
import { buildRetries } from './build-retries.ts';
import { buildRules } from './build-rules.ts';
import { buildPriorities, buildWorkloads } from './build-scopes.ts';
import { buildTiles } from './build-tiles.ts';
import { buildVerdict } from './build-verdict.ts';
import { nameRun } from './name-run.ts';

/** All that any format of the report says, as text; every figure stands in the Result as it is. */
export function buildReportView(result: Result) {
  const duration = Math.max(0, ...result.phases.map((phase) => phase.toMs));
  const load = buildLoad(result);
  const summary = [
    `${formatCount(result.totals.operations)} operations in ${formatMoment(duration)}`,
    load.label,
    `seed ${result.run.seed}`,
    `${result.run.target} target`,
  ];
  return {
    drill: nameRun(result.drill),
    hypothesis: result.drill.hypothesis,
    runId: result.run.id,
    startedAt: result.run.startedAt.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC'),
    summary: summary.filter((part) => part !== '').join(', '),
    verdict: buildVerdict(result),
    tiles: buildTiles(result),
    advice: buildAdvice(result),
    rules: buildRules(result),
    load,
    phases: buildPhases(result),
    workloads: buildWorkloads(result),
    priorities: buildPriorities(result),
    outcomes: buildOutcomes(result),
    operations: buildOperations(result),
    attempts: buildAttempts(result),
    blastRadius: buildBlastRadius(result),
    recovery: buildRecovery(result),
    faults: buildFaults(result),
    retries: buildRetries(result),
    breakers: buildBreakers(result),
    durability: buildDurability(result),
    comparison: result.comparison === null ? null : buildComparison(result.comparison),
    events: buildEvents(result),
    provenance: buildProvenance(result),
  };
}

export type ReportView = ReturnType<typeof buildReportView>;
