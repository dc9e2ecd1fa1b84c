import type { Result, VerdictStatus } from '../../shared/contracts/result.ts';
import type { Tone } from './tone.ts';

export interface VerdictView {
  status: VerdictStatus;
  word: string;
  /** For plain text; HTML draws its own. */
  icon: string;
  tone: Tone;
  headline: string;
  valid: boolean;
  validity: string;
  reasons: string[];
  warnings: string[];
}

const faces: Record<VerdictStatus, { word: string; icon: string; tone: Tone }> = {
  passed: { word: 'Passed', icon: '✔', tone: 'good' },
  improved: { word: 'Improved', icon: '✔', tone: 'good' },
  missed: { word: 'Objective missed', icon: '✘', tone: 'bad' },
  regressed: { word: 'Regressed', icon: '✘', tone: 'bad' },
  inconclusive: { word: 'Inconclusive', icon: '?', tone: 'warn' },
  invalid: { word: 'Invalid run', icon: '!', tone: 'warn' },
  interrupted: { word: 'Interrupted', icon: '■', tone: 'plain' },
};

export function buildVerdict(result: Result): VerdictView {
  const { valid, reasons, warnings } = result.validity;
  return {
    status: result.verdict.status,
    ...faces[result.verdict.status],
    headline: result.verdict.headline,
    valid,
    validity: valid ? 'Valid run: the measurement can be trusted' : 'Not valid: don’t act on these figures',
    reasons,
    warnings,
  };
}
