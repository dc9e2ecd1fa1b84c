import type { OperationOutcome } from '../../shared/outcome.ts';
import type { PayloadSource } from '../../shared/payload.ts';
import type { PerformStep } from '../attempt.ts';
import { describeAbort, describeCompletion, describeCreate, describePart, type Upload } from './multipart-steps.ts';
import { type CompletedPart, readElement } from './xml.ts';

/** What the SDK's `Upload` (lib-storage) has in flight by default. */
export const partsInFlight = 4;

export interface MultipartContent {
  key: string;
  intent: string;
  bytes: number;
  /** Of all parts but the last. */
  partBytes: number;
  /** Where the text starts in the payload. */
  start: number;
  payload: PayloadSource;
}

/**
 * One upload: create, parts in parallel, complete; when a step has failed for good, the parts under way are waited for and
 * the upload is aborted, so that its parts don't stay.
 * @param onEnd called once, with the outcome of the step that failed and the body of the last answer
 */
export function performMultipartUpload(
  content: MultipartContent,
  performStep: PerformStep,
  onEnd: (outcome: OperationOutcome, region: string, answer: string) => void,
): void {
  performStep(describeCreate(content.key, content.intent), (report) => {
    const { outcome, region, reply } = report;
    const uploadId = outcome === 'ok' ? readElement(reply?.body ?? '', 'UploadId') : null;
    if (uploadId === null) onEnd(readOutcomeBeforeCompletion(outcome), region, '');
    else uploadParts(content, { key: content.key, uploadId, region }, performStep, onEnd);
  });
}

function uploadParts(
  { bytes, partBytes, start, payload }: MultipartContent,
  upload: Upload,
  performStep: PerformStep,
  onEnd: (outcome: OperationOutcome, region: string, answer: string) => void,
): void {
  const count = Math.max(1, Math.ceil(bytes / partBytes));
  const parts: CompletedPart[] = [];
  let sent = 0;
  let inFlight = 0;
  let failure: OperationOutcome | null = null;

  function sendMore(): void {
    while (failure === null && inFlight < partsInFlight && sent < count) {
      sent += 1;
      inFlight += 1;
      sendPart(sent);
    }
  }

  function sendPart(partNumber: number): void {
    const fromByte = (partNumber - 1) * partBytes;
    const ownBytes = Math.min(partBytes, bytes - fromByte);
    const crc32 = payload.checksum(ownBytes, start + fromByte);
    const step = describePart(upload, partNumber, payload.take(ownBytes, start + fromByte), crc32);
    performStep(step, (report) => {
      inFlight -= 1;
      if (report.outcome !== 'ok') failure ??= report.outcome;
      else parts[partNumber - 1] = { partNumber, etag: report.reply?.header('Etag') ?? '', crc32 };
      if (failure === null && sent < count) sendMore();
      else if (inFlight > 0) return;
      else if (failure === null) complete();
      else abort(readOutcomeBeforeCompletion(failure));
    });
  }

  function complete(): void {
    performStep(describeCompletion(upload, parts), ({ outcome, region, reply }) => {
      if (outcome === 'ok') onEnd('ok', region, reply?.body ?? '');
      else abort(outcome);
    });
  }

  function abort(outcome: OperationOutcome): void {
    // Its region has served it in part: `rejected` would say that nothing was sent.
    performStep(describeAbort(upload), () => onEnd(outcome === 'rejected' ? 'failed' : outcome, upload.region, ''));
  }

  sendMore();
}

/** Before it is completed an upload is no object, whatever became of its parts. */
function readOutcomeBeforeCompletion(outcome: OperationOutcome): OperationOutcome {
  return outcome === 'indeterminate' || outcome === 'corrupt' ? 'failed' : outcome;
}
