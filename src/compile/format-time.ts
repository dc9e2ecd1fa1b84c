/** Milliseconds as seconds for a comment: `12.5 s`. */
export function formatTime(ms: number): string {
  return `${Number((ms / 1000).toFixed(3))} s`;
}
