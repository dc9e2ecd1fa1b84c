import { createPrefixChooser } from '../../shared/key-choosers.ts';
import { buildFolder, buildWrittenKey } from '../../shared/keys.ts';
import { createSizeChooser } from '../../shared/sizes.ts';
import type { AttemptReply, Operation, PerformStep } from '../attempt.ts';
import { classifyReply } from '../taxonomy.ts';
import { buildPut } from './build-put.ts';
import { type ConditionalPut, performConditionalPut } from './conditional-put.ts';
import { giveBackUntouched, type OwnObject } from './own-objects.ts';
import { createReadBack } from './read-back.ts';
import { requirePlanned } from './require-planned.ts';
import { describeSingleStep, followByNothing, type SingleStep } from './single-step.ts';
import type { PrepareOperation } from './workload-context.ts';

interface Put extends SingleStep, ConditionalPut {
  bytes: number;
  /** Where its text starts in the payload. */
  start: number;
  /** Which of its own objects the client replaces, from 0 to 1. */
  place: number;
  /** What it has stored; null until then. */
  stored: OwnObject | null;
}

/** Writes a new object, or with `ifMatch` replaces one of the client's own once it has some. */
export const preparePutObject: PrepareOperation = (context, entry) => {
  const { runId, client, random, payload, prefixes, own, intents } = context;
  const { keys, condition, followedBy } = entry.operation;
  const chooseBytes = createSizeChooser(requirePlanned(entry.operation, 'size'));
  const choosePrefix = createPrefixChooser(keys, prefixes);
  const readBack = followedBy === null ? null : createReadBack(context, entry);

  function keep(put: Put, reply: AttemptReply | null): void {
    const etag = own.isUsed ? (reply?.header('Etag') ?? '') : '';
    put.stored = { key: put.key, etag, intent: put.intent };
    // What is yet to be read back must not be replaced or deleted before.
    if (readBack === null) own.put(put.stored);
  }

  function performPlain(this: Put, performStep: PerformStep, onEnd: Parameters<Operation['perform']>[1]): void {
    performStep(this, (report) => {
      if (report.outcome === 'ok') keep(this, report.reply);
      onEnd(report);
    });
  }

  function performSafely(this: Put, performStep: PerformStep, onEnd: Parameters<Operation['perform']>[1]): void {
    // Taken now, not when drawn: an operation that is shed must not hold it.
    const replaced = condition === 'ifMatch' ? own.takeAt(this.place) : null;
    this.replaced = replaced;
    if (replaced !== null) this.key = replaced.key;
    performConditionalPut(this, intents, performStep, (outcome, region, reply) => {
      if (outcome === 'ok') keep(this, reply);
      // A region that never got what was written elsewhere answers 404: there is nothing left to replace.
      else if (replaced !== null && reply?.status !== 404) giveBackUntouched(own, replaced, outcome);
      onEnd({ outcome, region });
    });
  }

  const shared: Put = {
    ...describeSingleStep(entry, 'PutObject', {
      request: 'PutObject',
      build(this: Put, bucket) {
        const content = {
          body: payload.take(this.bytes, this.start),
          checksum: payload.checksum(this.bytes, this.start),
          intent: this.intent,
        };
        return buildPut(`/${bucket}/${this.key}`, content, condition === null ? null : buildCondition(this.replaced));
      },
      judge: classifyReply,
    }),
    perform: condition === null ? performPlain : performSafely,
    followUp: readBack === null ? followByNothing : followByRead,
    key: '',
    intent: '',
    replaced: null,
    bytes: 0,
    start: 0,
    place: 0,
    stored: null,
  };

  function followByRead(this: Put): Operation | null {
    return this.stored === null || readBack === null ? null : readBack(this.stored, this.bytes, this.start);
  }

  return () => {
    const put = Object.create(shared) as Put;
    const sequence = context.nextSequence();
    put.bytes = chooseBytes(random);
    put.key = buildWrittenKey(runId, client, sequence, buildFolder(choosePrefix(random), prefixes));
    if (condition === 'ifMatch') put.place = random();
    put.intent = intents.name(sequence);
    // Clients differ, so that one's object can't pass for another's.
    put.start = 64 * client + sequence;
    return put;
  };
};

function buildCondition(replaced: OwnObject | null): readonly [name: string, value: string] {
  return replaced === null ? ['if-none-match', '*'] : ['if-match', replaced.etag];
}
