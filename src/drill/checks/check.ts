import type { Problem } from '../problem.ts';
import type { ReadableParts } from '../readable-parts.ts';
import type { Setup } from '../setups.ts';

/**
 * Looks at how parts fit together; says nothing where a part that it needs could not be read.
 * @param setups every workload in every variant; none where the clients could not be read
 */
export type Check = (parts: ReadableParts, setups: readonly Setup[]) => Problem[];

export function problemAt(path: string, message: string, suggestion: string | null = null): Problem {
  return { path, message, suggestion };
}
