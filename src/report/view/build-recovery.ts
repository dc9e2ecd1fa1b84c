import type { Result } from '../../shared/contracts/result.ts';
import { formatMoment, formatMs, formatQuantity } from '../../shared/format.ts';
import type { Tone } from './tone.ts';

export interface RecoveryStep {
  id: 'faultOn' | 'detected' | 'shifted' | 'recovered' | 'faultOff' | 'failedBack';
  label: string;
  /** From the start of the run; null: did not happen. */
  atMs: number | null;
  /** Text of `atMs`, or that it did not happen. */
  at: string;
  /** What was measured, and from when. */
  took: string;
  tone: Tone;
}

export interface RecoveryView {
  steps: RecoveryStep[];
  /** The same in one line of text. */
  sentence: string;
}

function addOrNull(from: number | null, span: number | null): number | null {
  return from === null || span === null ? null : from + span;
}

export function buildRecovery(result: Result): RecoveryView {
  const { faultAtMs, revertedAtMs, detectionMs, failoverMs, recoveryMs, failbackMs, failbackErrors } = result.recovery;
  const errors = failbackErrors ? `, ${formatQuantity(failbackErrors, 'error')} on the way` : '';
  const sinceFault = (span: number | null) => (span === null ? '' : `${formatMs(span)} after fault on`);
  const drafts: [RecoveryStep['id'], string, number | null, string][] = [
    ['faultOn', 'Fault on', faultAtMs, 'first faulted request'],
    ['detected', 'Detected', addOrNull(faultAtMs, detectionMs), sinceFault(detectionMs)],
    ['shifted', 'Traffic shifted', addOrNull(faultAtMs, failoverMs), sinceFault(failoverMs)],
    ['recovered', 'Recovered', addOrNull(faultAtMs, recoveryMs), sinceFault(recoveryMs)],
    ['faultOff', 'Fault off', revertedAtMs, 'revert read back'],
    [
      'failedBack',
      'Failed back',
      addOrNull(revertedAtMs, failbackMs),
      failbackMs === null ? '' : `${formatMs(failbackMs)} after fault off${errors}`,
    ],
  ];
  const steps = drafts.map(([id, label, atMs, took]): RecoveryStep => {
    const happened = atMs !== null;
    const tone = happened ? (id === 'faultOn' ? 'warn' : 'good') : 'bad';
    return { id, label, atMs, at: happened ? `at ${formatMoment(atMs)}` : 'never', took: happened ? took : '', tone };
  });
  return { steps, sentence: describe(result) };
}

function describe(result: Result): string {
  const { faultAtMs, detectionMs, failoverMs, recoveryMs, failbackMs } = result.recovery;
  if (faultAtMs === null) return 'No request was ever faulted, so there was nothing to recover from.';
  const parts = [
    detectionMs === null ? 'never detected' : `detected in ${formatMs(detectionMs)}`,
    failoverMs === null ? 'traffic never shifted' : `traffic shifted in ${formatMs(failoverMs)}`,
    recoveryMs === null ? 'never recovered' : `recovered in ${formatMs(recoveryMs)}`,
    failbackMs === null ? 'never failed back' : `failed back ${formatMs(failbackMs)} after the fault ended`,
  ];
  return `Fault on at ${formatMoment(faultAtMs)}: ${parts.join(', ')}.`;
}
