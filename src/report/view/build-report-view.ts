import type { Result } from '../../shared/contracts/result.ts';
import { formatCount, formatMoment } from '../../shared/format.ts';
import { buildAdvice } from './build-advice.ts';
import { buildBlastRadius } from './build-blast-radius.ts';
import { buildComparison } from './build-comparison.ts';
import { buildDurability } from './build-durability.ts';
import { buildEvents } from './build-events.ts';
import { buildFaults } from './build-faults.ts';
import { buildOperations, buildPhases } from './build-phases.ts';
import { buildProvenance } from './build-provenance.ts';
import { buildRecovery } from './build-recovery.ts';
import { buildRetries } from './build-retries.ts';
import { buildRules } from './build-rules.ts';
import { buildTiles } from './build-tiles.ts';
import { buildVerdict } from './build-verdict.ts';

/** All that any format of the report says, as text; every figure stands in the Result as it is. */
export function buildReportView(result: Result) {
  const duration = Math.max(0, ...result.phases.map((phase) => phase.toMs));
  return {
    drill: result.drill.name,
    hypothesis: result.drill.hypothesis,
    runId: result.run.id,
    startedAt: result.run.startedAt.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC'),
    summary: `${formatCount(result.totals.operations)} operations in ${formatMoment(duration)}, seed ${result.run.seed}, ${result.run.target} target`,
    verdict: buildVerdict(result),
    tiles: buildTiles(result),
    advice: buildAdvice(result),
    rules: buildRules(result),
    phases: buildPhases(result),
    operations: buildOperations(result),
    blastRadius: buildBlastRadius(result),
    recovery: buildRecovery(result),
    faults: buildFaults(result),
    retries: buildRetries(result),
    durability: buildDurability(result),
    comparison: result.comparison === null ? null : buildComparison(result.comparison),
    events: buildEvents(result),
    provenance: buildProvenance(result),
  };
}

export type ReportView = ReturnType<typeof buildReportView>;
