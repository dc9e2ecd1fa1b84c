/** Order by code units, the same wherever it runs. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
