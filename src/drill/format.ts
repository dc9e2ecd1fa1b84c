/** 0.99 → `99 %`, with all digits: two bounds never read the same. */
export function formatRatio(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(12))} %`;
}

/** `500 ms`, `2.5 s`, `90 s`, with all digits. */
export function formatDuration(ms: number): string {
  return ms > 0 && ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}
