import { exitCodes, Failure } from '../../shared/failure.ts';
import type { DrillBundle } from './bundle-drill.ts';
import { nameSource } from './name-source.ts';

const longestMessage = 500;

/** What a drill threw, told with its own line instead of a stack trace of ours. */
export function describeThrown(thrown: unknown, bundle: DrillBundle, file: string): Failure {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new Failure('drill-out-of-memory', `${file}: the drill ran out of memory while loading`, {
      hint: 'A drill is data: it must not compute for long.',
      exitCode: exitCodes.usage,
    });
  }
  const what = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const where = (thrown instanceof Error ? findOrigin(thrown, bundle, file) : null) ?? file;
  // Errors of the module loader quote the address of the module, which is the whole bundle.
  const message = what.replace(/data:text\/javascript[^\s"']*/g, file).slice(0, longestMessage);
  return new Failure('drill-threw', `${where}: the drill threw ${message}`, {
    hint: 'Nothing was run: correct the drill and try again.',
    exitCode: exitCodes.usage,
    cause: thrown,
  });
}

/** @returns `drills/my.ts:12:5`, where the error left the drill's own code; null when it never was there */
function findOrigin(error: Error, { sourceMap }: DrillBundle, file: string): string | null {
  const frame = /data:text\/javascript[^\s)]*?:(\d+):(\d+)\)?$/m.exec(error.stack ?? '');
  if (frame === null) return null;
  // Stack traces count from 1, source maps from 0.
  const entry = sourceMap.findEntry(Number(frame[1]) - 1, Number(frame[2]) - 1);
  if (!('originalSource' in entry)) return null;
  return `${nameSource(entry.originalSource, file)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}
