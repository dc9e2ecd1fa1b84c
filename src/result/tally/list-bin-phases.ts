import type { PlanPhase } from '../../shared/contracts/plan.ts';
import type { PhaseName } from '../../shared/operations.ts';

/**
 * The phase of each bin of `binMs`, from the start of the run. A bin that lies across an edge belongs to the fault
 * phase: steady state is what recovery is measured against, so it must hold nothing of the fault.
 */
export function listBinPhases(phases: readonly PlanPhase[], binMs: number, bins: number): PhaseName[] {
  return Array.from({ length: bins }, (_, bin) => {
    const fromMs = bin * binMs;
    const touched = phases.filter((phase) => phase.fromMs < fromMs + binMs && phase.toMs > fromMs);
    const phase = touched.find(({ kind }) => kind === 'fault') ?? touched[0] ?? phases[phases.length - 1];
    return (phase as PlanPhase).name;
  });
}
