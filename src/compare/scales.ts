import { countBinMs, latencyBinMs } from '../shared/bins.ts';
import { relativeError } from '../shared/histogram.ts';

/** On which scale runs are averaged, and how a difference on it reads. Larger is worse on every scale. */
export interface Scale {
  unit: 'ratio' | 'ms' | 'factor';
  /** Standard deviation that the measurement's own steps make, on the scale: between runs it can't be less. */
  resolution: number;
  /** A position on the scale in the metric's own unit. */
  toValue(position: number): number;
  /** Harm of being `difference` further up the scale than `position`; 0 exactly for 0. */
  toDelta(position: number, difference: number): number;
}

/** Standard deviation of an error spread evenly over one step. */
function spreadOfStep(step: number): number {
  return step / Math.sqrt(12);
}

/** Natural logarithm of a latency in ms; harm is the relative difference, exp(D) − 1. */
export const latencyScale: Scale = {
  unit: 'ms',
  resolution: spreadOfStep(2 * relativeError),
  toValue: Math.exp,
  toDelta: (_, difference) => Math.expm1(difference),
};

/** Seconds; harm is the difference in seconds. */
function secondsScale(stepMs: number): Scale {
  return {
    unit: 'ms',
    resolution: spreadOfStep(stepMs / 1000),
    toValue: (seconds) => seconds * 1000,
    toDelta: (_, difference) => difference,
  };
}

export const binTimeScale = secondsScale(countBinMs);
export const recoveryScale = secondsScale(latencyBinMs);

export const factorScale: Scale = {
  unit: 'factor',
  resolution: 0,
  toValue: (factor) => factor,
  toDelta: (_, difference) => difference,
};

/**
 * Where a run's success lies: logit of its failure share, −logit((x + ½) / (n + 1)) = ln((n − x + ½) / (x + ½)) with x
 * of n operations succeeded. The ½ keeps a run without failures off infinity.
 */
export function placeSuccess(succeeded: number, count: number): number {
  return Math.log((count - succeeded + 0.5) / (succeeded + 0.5));
}

/**
 * @param count operations of a typical run: it undoes the ½ on the way back, so that a run without failures reads 100 %
 */
export function successScale(count: number): Scale {
  const failureShare = (position: number): number => {
    const shrunk = 1 / (1 + Math.exp(-position));
    return Math.min(1, Math.max(0, (shrunk * (count + 1) - 0.5) / count));
  };
  return {
    unit: 'ratio',
    resolution: 0,
    toValue: (position) => 1 - failureShare(position),
    toDelta: (position, difference) => failureShare(position + difference) - failureShare(position),
  };
}
