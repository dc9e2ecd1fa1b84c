/** Harm that a team accepts beforehand, on the scale of each metric's delta. */
export interface Tolerances {
  /** Share: 0.15 = 15 % slower. */
  latency: number;
  /** Points ÷ 100: 0.005 = half a percentage point. */
  success: number;
  /** Detection, failover, recovery, failback. */
  timeSeconds: number;
  /** Difference of two retry amplifications. */
  amplification: number;
}

/**
 * Latency and success: below these, users don't notice and machines differ by themselves. Times: recovery is measured in
 * steps of one second, so a step more or less is no finding. Amplification: one more retry in five operations.
 */
export const defaultTolerances: Tolerances = { latency: 0.15, success: 0.005, timeSeconds: 1, amplification: 0.2 };
