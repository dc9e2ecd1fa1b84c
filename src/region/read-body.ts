import type { IncomingMessage } from 'node:http';
import { giveBackBytes, type MemoryBudget, takeBytes } from './memory-budget.ts';
import { S3Error } from './s3-error.ts';

/** The connection broke off before the body was complete: there is nobody left to answer. */
export class UploadAborted extends Error {
  override readonly name = 'UploadAborted';
}

export interface BodyLimits {
  readonly budget: MemoryBudget;
  readonly maxBytes: number;
  /** Silence after which an upload is given up. */
  readonly idleMs: number;
}

/**
 * Reads a whole body. The bytes are taken from the budget as they arrive; the caller gives `body.length` back when it
 * has stored or dropped it. A refused body is drained, not kept, so that the answer reaches a client that is still sending.
 * @throws S3Error EntityTooLarge, InsufficientStorage or RequestTimeout, or UploadAborted
 */
export function readBody(message: IncomingMessage, { budget, maxBytes, idleMs }: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let receivedBytes = 0;

    const idle = setTimeout(() => {
      fail(new S3Error('RequestTimeout', { headers: { connection: 'close' } }));
    }, idleMs);

    function onData(chunk: Buffer): void {
      try {
        if (receivedBytes + chunk.length > maxBytes) throw new S3Error('EntityTooLarge');
        takeBytes(budget, chunk.length);
      } catch (error) {
        fail(error);
        return;
      }
      receivedBytes += chunk.length;
      chunks.push(chunk);
      idle.refresh();
    }
    function onEnd(): void {
      detach();
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? detachFromSlab(only) : Buffer.concat(chunks, receivedBytes));
    }
    function onBroken(): void {
      fail(new UploadAborted());
    }
    function fail(error: unknown): void {
      detach();
      giveBackBytes(budget, receivedBytes);
      message.resume();
      reject(error);
    }
    function detach(): void {
      clearTimeout(idle);
      message.off('data', onData).off('end', onEnd).off('close', onBroken).off('error', onBroken);
      // A connection may still break while the rest is drained.
      message.on('error', ignore);
    }

    if (message.destroyed) {
      fail(new UploadAborted());
      return;
    }
    message.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken);
  });
}

function ignore(): void {}

/** A small view into a large slab would keep all of the slab alive for as long as the object lives. */
function detachFromSlab(chunk: Buffer): Buffer {
  const slackBytes = 1024;
  if (chunk.buffer.byteLength <= chunk.length + slackBytes) return chunk;
  const own = Buffer.allocUnsafeSlow(chunk.length);
  chunk.copy(own);
  return own;
}
