import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { finished } from 'node:stream/promises';
import { constants, createGunzip, createGzip } from 'node:zlib';
import { type TelemetryRecord, telemetryRecordSchema } from '../shared/contracts/telemetry.ts';
import { exitCodes, Failure } from '../shared/failure.ts';
import { explainFileError } from './file-failure.ts';

/** How often what was written is made readable on disk: what a crash can cost. */
const syncEveryMs = 1000;

export interface TelemetryWriter {
  append(record: TelemetryRecord): void;
  /** @throws Failure when anything could not be written: disk full, directory gone */
  close(): Promise<void>;
}

/** @param onFailure called once, when the file can no longer be written */
export function openTelemetryWriter(path: string, onFailure: (error: unknown) => void): TelemetryWriter {
  const gzip = createGzip();
  const file = createWriteStream(path);
  let failure: unknown;
  pipeline(gzip, file, (error) => {
    if (!error) return;
    failure = explainFileError(error, 'Cannot write', path);
    onFailure(failure);
  });
  const timer = setInterval(() => gzip.flush(constants.Z_SYNC_FLUSH), syncEveryMs);

  return {
    append(record) {
      if (failure === undefined) gzip.write(`${JSON.stringify(record)}\n`);
    },
    async close() {
      clearInterval(timer);
      if (failure === undefined) {
        gzip.end();
        await finished(file).catch(() => {});
      }
      if (failure !== undefined) throw failure;
    },
  };
}

/**
 * The records of a run, checked, in the order they arrived. A file that breaks off (a crash) gives all that was complete.
 * @throws Failure when the file is missing or a complete line of it is not a telemetry record
 */
export async function* readTelemetry(path: string): AsyncGenerator<TelemetryRecord> {
  const file = createReadStream(path);
  // A stream that ends without its trailer is what a crash leaves behind, and no error here.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  let failure: Error | null = null;
  pipeline(file, gunzip, (error) => {
    failure = error ?? null;
  });
  let number = 0;
  let pending: string | undefined;
  try {
    for await (const line of createInterface({ input: gunzip })) {
      if (pending !== undefined) yield parseRecord(pending, path, number);
      number += 1;
      pending = line;
    }
  } catch (error) {
    failure ??= error as Error;
  }
  if (failure !== null) throw explainDamage(failure, path);
  // Only the last line can be half a one.
  if (pending !== undefined && isJson(pending)) yield parseRecord(pending, path, number);
}

function explainDamage(error: Error, path: string): unknown {
  if (!/^Z_/.test((error as NodeJS.ErrnoException).code ?? '')) return explainFileError(error, 'Cannot read', path);
  return new Failure('telemetry-unreadable', `${path} is damaged: ${error.message}.`, {
    hint: 'Its bytes were changed after the run; only a copy from elsewhere can help.',
    exitCode: exitCodes.usage,
    cause: error,
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parseRecord(line: string, path: string, number: number): TelemetryRecord {
  const parsed = isJson(line) ? telemetryRecordSchema.safeParse(JSON.parse(line)) : undefined;
  if (parsed?.success) return parsed.data;
  const issue = parsed?.error.issues[0];
  throw new Failure(
    'telemetry-unreadable',
    `${path}, line ${number} is not a telemetry record${issue ? `: ${issue.path.join('.')} ${issue.message}` : ''}.`,
    {
      hint: 'The file was changed after the run, or written by another version of s3drill.',
      exitCode: exitCodes.usage,
    },
  );
}
