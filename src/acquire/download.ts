import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { describeError } from './describe-error.ts';
import type { AcquireContext } from './k6.ts';
import { openUrl } from './open-url.ts';
import { showUrl } from './show-url.ts';

const progressEveryMs = 2000;

/**
 * Streams a URL into a file, which is left incomplete when it fails.
 * @returns the SHA-256 of what was written, in hex
 * @throws Error that names the URL
 */
export async function downloadFile(url: string, file: string, context: AcquireContext): Promise<string> {
  const answer = await openUrl(url, context);
  const total = Number(answer.headers['content-length'] ?? Number.NaN);
  const hash = createHash('sha256');
  let receivedBytes = 0;
  const progress = setInterval(
    () => context.onStep(`downloaded ${showProgress(receivedBytes, total)}`),
    progressEveryMs,
  );
  try {
    const count = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        receivedBytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(answer, count, createWriteStream(file));
  } catch (error) {
    const reason = `${showUrl(url)}: broke off after ${showProgress(receivedBytes, total)}: ${describeError(error)}`;
    throw new Error(reason, { cause: error });
  } finally {
    clearInterval(progress);
  }
  return hash.digest('hex');
}

export async function downloadText(url: string, context: AcquireContext): Promise<string> {
  const answer = await openUrl(url, context);
  return text(answer).catch((error: unknown) => {
    throw new Error(`${showUrl(url)}: broke off: ${describeError(error)}`, { cause: error });
  });
}

function showProgress(receivedBytes: number, totalBytes: number): string {
  const received = (receivedBytes / 1e6).toFixed(1);
  return Number.isNaN(totalBytes) ? `${received} MB` : `${received} of ${(totalBytes / 1e6).toFixed(1)} MB`;
}
