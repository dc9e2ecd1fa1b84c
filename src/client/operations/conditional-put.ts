import { type Intents, intentReplyHeader } from '../../shared/intent.ts';
import type { OperationOutcome } from '../../shared/outcome.ts';
import type { AttemptReply, PerformStep, Step, StepReport } from '../attempt.ts';
import { classifyReply } from '../taxonomy.ts';
import type { OwnObject } from './own-objects.ts';

/** A write with If-None-Match or If-Match, as its first step. */
export interface ConditionalPut extends Step {
  key: string;
  intent: string;
  /** What it replaces; null: nothing is to be there. */
  replaced: OwnObject | null;
}

/** How often it is sent anew after a look has shown that nobody has written. Each round has retries of its own. */
const maxRounds = 3;

/**
 * Writes so that its outcome is known wherever it can be. The SDK retries a write whose answer was lost; when the first
 * attempt had been applied, the second meets its own object and gets 412. Who wrote what is there tells its metadata:
 *
 *   put ──▶ ok
 *    ▲ ├──▶ 412, every earlier attempt certainly not applied: conflict
 *    │ └──▶ 412 after an ambiguous one, or 409 (two writers at once) ──▶ look, in the region that said so
 *    │                                                                     ├─ own write: ok
 *    └──────────────────────────────── nothing, or what is to be replaced ─┤
 *                                                                          └─ another's: conflict
 *
 * @param onEnd called once, with the last answer: it has the etag when the outcome is `ok`
 */
export function performConditionalPut(
  put: ConditionalPut,
  intents: Intents,
  performStep: PerformStep,
  onEnd: (outcome: OperationOutcome, region: string, reply: AttemptReply | null) => void,
): void {
  let isAmbiguous = false;
  let rounds = 1;

  function endUnknown({ outcome, region, reply }: StepReport): void {
    onEnd(isAmbiguous ? 'indeterminate' : outcome, region, reply);
  }

  function settlePut(report: StepReport): void {
    const { outcome, region, reply } = report;
    isAmbiguous ||= report.isAmbiguous;
    const isRefused = reply?.status === 412;
    if (outcome === 'ok') onEnd('ok', region, reply);
    else if (outcome === 'deadlineExceeded') endUnknown(report);
    else if (isRefused && !isAmbiguous) onEnd('conflict', region, reply);
    else if (isRefused || (reply?.status === 409 && reply.code === 'ConditionalRequestConflict')) look(report);
    else endUnknown(report);
  }

  function look(refusal: StepReport): void {
    performStep(describeLook(put.key, refusal.region), (report) => {
      const { outcome, region, reply } = report;
      const found = outcome === 'ok' ? (reply?.header(intentReplyHeader) ?? '') : null;
      if (found === put.intent) onEnd('ok', region, reply);
      else if (found === null && reply?.status !== 404) endUnknown(report);
      else if (found === null || found === put.replaced?.intent) sendAgain(refusal);
      // An earlier write of our own: this region lags behind, and knows nothing of what became of the ambiguous attempt.
      else if (isAmbiguous && intents.owns(found)) onEnd('indeterminate', region, reply);
      else onEnd('conflict', region, reply);
    });
  }

  function sendAgain(refusal: StepReport): void {
    if (rounds === maxRounds) {
      endUnknown(refusal);
      return;
    }
    rounds += 1;
    const again = Object.create(put) as ConditionalPut;
    again.cause = 'next';
    performStep(again, settlePut);
  }

  performStep(put, settlePut);
}

function describeLook(key: string, region: string): Step {
  return {
    request: 'HeadObject',
    cause: 'resolve',
    pinnedRegion: region,
    build: (bucket) => ({ method: 'HEAD', path: `/${bucket}/${key}`, query: '', body: null, headers: null }),
    judge: classifyReply,
  };
}
