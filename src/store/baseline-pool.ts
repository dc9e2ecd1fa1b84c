import { access } from 'node:fs/promises';
import { z } from 'zod';
import { type Result, resultSchema } from '../shared/contracts/result.ts';
import { readJson } from './read-json.ts';
import { writeWhole } from './write-file.ts';

/**
 * Earlier runs that a candidate is compared with: one plain file beside the drill, fit for git. It keeps whole results
 * but for what no comparison reads (timeline, events, the run's own comparison), so it stays small.
 */
export const baselinePoolSchema = z.strictObject({
  schema: z.literal('s3drill/baseline@1'),
  drill: z.string(),
  runs: z.array(resultSchema),
});

export type BaselinePool = z.infer<typeof baselinePoolSchema>;

/** `drills/x.ts` → `drills/x.baseline.json`; each variant has a pool of its own: `drills/x.noJitter.baseline.json` */
export function locatePool(drillFile: string, variant: string | null): string {
  const name = drillFile.replace(/\.[cm]?[jt]s$/, '');
  return `${variant === null ? name : `${name}.${variant}`}.baseline.json`;
}

/** null when there is none yet. @throws Failure when there is one that can't be read */
export async function readPool(path: string): Promise<BaselinePool | null> {
  try {
    await access(path);
  } catch {
    return null;
  }
  return readJson(path, baselinePoolSchema, 'a pool of baseline runs');
}

export async function writePool(path: string, pool: BaselinePool): Promise<void> {
  await writeWhole(path, `${JSON.stringify(pool, null, 1)}\n`);
}

/** The pool with the runs added; one that is there already is replaced. */
export function addRuns(pool: BaselinePool | null, results: readonly Result[]): BaselinePool {
  const added = results.map(trimResult);
  const ids = new Set(added.map(({ run }) => run.id));
  const kept = (pool?.runs ?? []).filter(({ run }) => !ids.has(run.id));
  const drill = pool?.drill ?? added[0]?.drill.name ?? '';
  return { schema: 's3drill/baseline@1', drill, runs: [...kept, ...added] };
}

function trimResult(result: Result): Result {
  return { ...result, comparison: null, timeline: { ...result.timeline, series: [] }, events: [] };
}
