import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { TelemetryRecord } from '../../src/shared/contracts/telemetry.ts';
import { openTelemetryWriter, readTelemetry } from '../../src/store/telemetry-file.ts';
import { makeDirectory } from '../cli/drive.ts';

const beat = (seq: number): TelemetryRecord => ({ type: 'conductor', seq, final: false, events: [] });

async function collect(path: string): Promise<TelemetryRecord[]> {
  const records: TelemetryRecord[] = [];
  for await (const record of readTelemetry(path)) records.push(record);
  return records;
}

describe('a telemetry file', () => {
  test('gives back what was written to it, in order', async () => {
    const path = join(await makeDirectory(), 't.ndjson.gz');
    const writer = openTelemetryWriter(path, () => {});
    const written = Array.from({ length: 1000 }, (_, seq) => beat(seq));
    for (const record of written) writer.append(record);
    await writer.close();
    expect(await collect(path)).toEqual(written);
  });

  test('that breaks off in the middle of a line gives all that was complete', async () => {
    const path = join(await makeDirectory(), 't.ndjson.gz');
    await writeFile(path, gzipSync(`${JSON.stringify(beat(0))}\n${JSON.stringify(beat(1))}\n{"type":"cond`));
    expect(await collect(path)).toEqual([beat(0), beat(1)]);
  });

  test('that breaks off in the middle of its compression gives what can be read', async () => {
    const path = join(await makeDirectory(), 't.ndjson.gz');
    // Random digits don't compress away, so that the cut falls among the records.
    const lines = Array.from({ length: 500 }, (_, seq) =>
      JSON.stringify({ ...beat(seq), events: [{ atMs: Math.sqrt(seq), type: 'breakerOpened' }] }),
    );
    const bytes = gzipSync(`${lines.join('\n')}\n`);
    await writeFile(path, bytes);
    await truncate(path, Math.floor(bytes.length / 2));
    const records = await collect(path);
    expect(records.length).toBeGreaterThan(50);
    expect(records.length).toBeLessThan(500);
  });

  test('with a line that is no record is refused with the line’s number', async () => {
    const path = join(await makeDirectory(), 't.ndjson.gz');
    await writeFile(path, gzipSync(`${JSON.stringify(beat(0))}\n{"type":"flush"}\n${JSON.stringify(beat(1))}\n`));
    await expect(collect(path)).rejects.toMatchObject({
      code: 'telemetry-unreadable',
      message: expect.stringContaining('line 2'),
    });
  });

  test('that is missing is refused with its path', async () => {
    const path = join(await makeDirectory(), 'none.gz');
    await expect(collect(path)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(path) });
  });
});
