/** With fewer baselines the spread between runs is a guess: deltas are shown, nothing is judged. */
export const fewestBaselines = 3;

export function describeShortage(baselines: number): string {
  const runs = baselines === 1 ? '1 baseline run' : `${baselines} baseline runs`;
  return `${runs}: ${fewestBaselines} are needed to tell a change from noise`;
}
