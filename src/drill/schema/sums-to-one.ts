/** How far from 1 shares may sum: thirds can't be written exactly. */
const tolerance = 1e-6;

/** @returns `sum`: rounded, for a message */
export function sumsToOne(shares: readonly number[]): { holds: boolean; sum: number } {
  const sum = shares.reduce((total, share) => total + share, 0);
  return { holds: Math.abs(sum - 1) <= tolerance, sum: Number(sum.toPrecision(7)) };
}
