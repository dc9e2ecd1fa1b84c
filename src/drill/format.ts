/** 0.99 → `99 %`, with all digits: two bounds never read the same. */
export function formatRatio(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(12))} %`;
}

/** `500 ms`, `2.5 s`, `90 s`, with all digits. */
export function formatDuration(ms: number): string {
  return ms > 0 && ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `512 B`, `64 KiB`, `1.5 GiB` */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1024 ** power).toFixed(1))} ${units[power]}`;
}
