import { parentPort } from 'node:worker_threads';
import { inspectExports } from './inspect-exports.ts';

/** Runs in the worker, after the drill: the last thing its bundle does. */
export function reportExports(exported: Readonly<Record<string, unknown>>): void {
  const inspection = inspectExports(exported);
  // Once the answer is there the worker is ended; an empty write calls back when all that the drill printed has arrived.
  process.stdout.write('', () => parentPort?.postMessage(inspection));
}
