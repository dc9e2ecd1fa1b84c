/** What a check of a run's trustworthiness found; each a full sentence, with what to do about it. */
export interface Findings {
  /** Void the run. */
  reasons: string[];
  /** A reader should know. */
  warnings: string[];
}

export const nothingFound: Findings = { reasons: [], warnings: [] };

export function reason(text: string): Findings {
  return { reasons: [text], warnings: [] };
}

export function warning(text: string): Findings {
  return { reasons: [], warnings: [text] };
}

export function joinFindings(all: readonly Findings[]): Findings {
  return { reasons: all.flatMap((found) => found.reasons), warnings: all.flatMap((found) => found.warnings) };
}
