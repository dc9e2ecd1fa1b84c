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

export function faceVerdict(status: VerdictStatus): Pick<VerdictView, 'word' | 'icon' | 'tone'> {
  return faces[status];
}

export function buildVerdict(result: Result): VerdictView {
  const { valid, reasons, warnings } = result.validity;
  return {
    status: result.verdict.status,
    ...faces[result.verdict.status],
    headline: result.verdict.headline,
    valid,
    validity: describeValidity(result),
    reasons,
    warnings,
  };
}

function describeValidity({ validity, verdict }: Result): string {
  if (!validity.valid) return 'Not valid: don’t act on these figures';
  return verdict.status === 'interrupted'
    ? 'Not judged: the figures cover only a part of the run'
    : 'Valid run: the measurement can be trusted';
}
