import { checkDrill } from '../../src/drill/check-drill.ts';
import type { Problem } from '../../src/drill/problem.ts';
import { smallestDrill } from './example-drill.ts';

export function findProblems(input: unknown): Problem[] {
  const checked = checkDrill(input);
  return 'problems' in checked ? checked.problems : [];
}

/** The problems of the smallest drill once these parts are added or replaced. */
export function problemsWith(parts: object): Problem[] {
  return findProblems({ ...smallestDrill, ...parts });
}
