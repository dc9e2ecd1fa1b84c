import type { VariantRun, VariantsRun } from '../../src/report/view/variants/variant-run.ts';
import type { Plan } from '../../src/shared/contracts/plan.ts';
import type { PlanClients } from '../../src/shared/contracts/policies.ts';
import { buildPlan } from './play-run.ts';
import { buildSampleResult, type SampleOptions } from './sample-result.ts';

const failover: PlanClients['failover'] = {
  weights: null,
  operations: null,
  deadlineShare: null,
  healthProbe: null,
  operator: null,
  failback: { kind: 'probe', stableMs: 0, rampMs: 0 },
  standbyProtection: null,
};

/** The sample plan as a variant whose clients differ in what is given. */
export function buildVariantPlan(variant: string, clients: Partial<PlanClients>): Plan {
  const plan = buildPlan();
  return {
    ...plan,
    drill: { ...plan.drill, variant, hypothesis: 'Jitter keeps retries apart.' },
    workloads: plan.workloads.map((workload) => ({
      ...workload,
      clients: { ...workload.clients, failover, ...clients },
    })),
  };
}

export function buildVariantRun(
  name: string,
  clients: Partial<PlanClients>,
  sample: SampleOptions,
): VariantRun & { ran: NonNullable<VariantRun['ran']> } {
  const result = buildSampleResult({ ...sample, variant: name });
  return { name, directory: name, ran: { plan: buildVariantPlan(name, clients), result } };
}

export const backoff: PlanClients['retry'] = {
  kind: 'exponential',
  maxAttempts: null,
  baseMs: 50,
  factor: 2,
  capMs: 20_000,
  jitter: 'none',
  quota: null,
  honoursRetryAfter: true,
};

/** One that held, one that missed its objective and retried in waves, one that was never run. */
export function buildSampleVariants(): VariantsRun {
  const noJitter = buildVariantRun('noJitter', { retry: backoff }, { failoverMs: 6000 });
  noJitter.ran.result.retries.synchronisation = 9.4;
  return {
    drill: 'retry-storm',
    runId: '2025-03-12T09-41-00.000Z',
    variants: [buildVariantRun('standard', {}, {}), noJitter, { name: 'late', directory: 'late', ran: null }],
  };
}
