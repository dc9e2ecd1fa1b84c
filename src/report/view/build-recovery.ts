import type { Result } from '../../shared/contracts/result.ts';
import { formatMoment, formatMs, formatQuantity } from '../../shared/format.ts';
import type { Tone } from './tone.ts';
import { isJudged, knowsFaults } from './trust.ts';

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
    if (atMs === null) return { id, label, atMs, ...describeAbsence(result, id), took: '' };
    return { id, label, atMs, at: `at ${formatMoment(atMs)}`, took, tone: id === 'faultOn' ? 'warn' : 'good' };
  });
  return { steps, sentence: describe(result) };
}

/** A run that was not judged may have ended too early for a step: that it was not seen is all there is to say. */
function describeAbsence(result: Result, id: RecoveryStep['id']): Pick<RecoveryStep, 'at' | 'tone'> {
  if (!isJudged(result))
    return { at: id === 'faultOn' && !knowsFaults(result) ? 'not known' : 'not seen', tone: 'plain' };
  if (id === 'failedBack' && result.recovery.failoverMs === null) return { at: 'traffic had not moved', tone: 'plain' };
  return { at: 'never', tone: 'bad' };
}

function describe(result: Result): string {
  const { faultAtMs, detectionMs, failoverMs, recoveryMs, failbackMs } = result.recovery;
  if (faultAtMs === null) {
    if (!knowsFaults(result)) return 'Whether a request was faulted is not known: no gateway’s counters were read.';
    return 'No request was ever faulted, so there was nothing to recover from.';
  }
  const say = (span: number | null, happened: string, never: string, unseen: string) =>
    span === null ? (isJudged(result) ? never : unseen) : `${happened} ${formatMs(span)}`;
  const parts = [
    say(detectionMs, 'detected in', 'never detected', 'no detection seen'),
    say(failoverMs, 'traffic shifted in', 'traffic as a whole never shifted', 'no shift of traffic seen'),
    say(recoveryMs, 'recovered in', 'never recovered', 'no recovery seen'),
  ];
  // Traffic that never moved has nowhere to come back from.
  if (failbackMs !== null) parts.push(`failed back ${formatMs(failbackMs)} after the fault ended`);
  else if (failoverMs !== null) parts.push(isJudged(result) ? 'never failed back' : 'no failback seen');
  return `Fault on at ${formatMoment(faultAtMs)}: ${parts.join(', ')}.`;
}
