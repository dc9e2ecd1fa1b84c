import { distance } from 'fastest-levenshtein';

/**
 * The name that was probably meant: the only one that starts so (`GET`, `list`), else the nearest, in which two letters
 * may differ, or a third of them; null when there is none.
 */
export function findNearest(written: string, names: readonly string[]): string | null {
  const longer = names.filter((name) => written.length > 2 && name.toLowerCase().startsWith(written.toLowerCase()));
  if (longer.length === 1) return longer[0] ?? null;
  let nearest: string | null = null;
  let nearestScore = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const score = scoreDifference(written.toLowerCase(), name.toLowerCase());
    if (score > findLimit(name) || score >= nearestScore) continue;
    nearest = name;
    nearestScore = score;
  }
  return nearest;
}

/** Letters to change; among equals the name that starts alike is nearer, for beginnings are seldom misspelt. */
function scoreDifference(left: string, right: string): number {
  return distance(left, right) + (left[0] === right[0] ? 0 : 0.5);
}

/** Swapped neighbours count as two letters. */
function findLimit({ length }: string): number {
  return length <= 3 ? 1 : Math.max(2.5, length / 3);
}
