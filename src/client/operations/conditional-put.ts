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
 *    ▲ ├──▶ 412 on creating, every earlier attempt certainly not applied: conflict
 *    │ └──▶ any other 412, or 409 (two writers at once) ──▶ look, in the region that said so
 *    │                                                        ├─ own write: ok
 *    ├──────────────────── nothing, or what is to be replaced ─┤
 *    │                                                        ├─ an older one of our own, the region lags: failed
 *                                                             └─ another's: conflict
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
  /** The region of the last step that was sent: a later one may find no region that takes it. */
  let asked = '';

  function end(outcome: OperationOutcome, reply: AttemptReply | null): void {
    onEnd(outcome === 'rejected' && asked !== '' ? 'failed' : outcome, asked, reply);
  }

  function endUnknown(outcome: OperationOutcome, reply: AttemptReply | null): void {
    end(isAmbiguous ? 'indeterminate' : outcome, reply);
  }

  function settlePut({ outcome, region, reply, isAmbiguous: isOpen }: StepReport): void {
    asked = region || asked;
    isAmbiguous ||= isOpen;
    const isRefused = reply?.status === 412;
    // What is to be created and is there already, though no attempt of ours can have been applied, is another's.
    const isForeign = isRefused && !isAmbiguous && put.replaced === null;
    if (outcome === 'ok') end('ok', reply);
    else if (outcome === 'deadlineExceeded') endUnknown(outcome, reply);
    else if (isForeign) end('conflict', reply);
    else if (isRefused || (reply?.status === 409 && reply.code === 'ConditionalRequestConflict')) look(outcome, reply);
    else endUnknown(outcome, reply);
  }

  /** @param outcome of the refused write, and its answer: what to end with when looking does not help */
  function look(outcome: OperationOutcome, refusal: AttemptReply): void {
    performStep(describeLook(put.key, asked), (report) => {
      const { reply } = report;
      asked = report.region || asked;
      const found = report.outcome === 'ok' ? (reply?.header(intentReplyHeader) ?? '') : null;
      if (found === put.intent) end('ok', reply);
      else if (found === null && reply?.status !== 404) endUnknown(report.outcome, reply);
      else if (found === null || found === put.replaced?.intent) sendAgain(outcome, refusal);
      // An earlier write of our own: this region lags behind, and knows nothing of what became of an ambiguous attempt.
      else if (intents.owns(found)) endUnknown('failed', reply);
      else end('conflict', reply);
    });
  }

  function sendAgain(outcome: OperationOutcome, refusal: AttemptReply): void {
    if (rounds === maxRounds) {
      endUnknown(outcome, refusal);
      return;
    }
    rounds += 1;
    const again = Object.create(put) as ConditionalPut;
    again.cause = 'retry';
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
