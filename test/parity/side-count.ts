/** What one side says of its run of a pattern. */
export interface SideCount {
  /** Operations. */
  succeeded: number;
  /** Attempts by what was answered: `ok`, an S3 code, or without one the outcome in the drill's words. */
  answers: Record<string, number>;
  addAnswer(name: string, times?: number): void;
}

export function createSideCount(): SideCount {
  const answers: Record<string, number> = {};
  return {
    succeeded: 0,
    answers,
    addAnswer(name, times = 1) {
      answers[name] = (answers[name] ?? 0) + times;
    },
  };
}
