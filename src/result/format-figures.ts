/*
 * Figures in the sentences of a result. A figure must not read better than it is: rates round towards zero, times show
 * two decimals.
 */

/** A rate or share between 0 and 1: `99.4 %`. Only a rate of exactly 1 reads `100 %`. */
export function formatPercent(ratio: number): string {
  if (ratio === 0 || ratio === 1) return `${ratio * 100} %`;
  // Enough decimals to tell the rate from 1 (or from 0): 0.99996 is 99.996 %.
  const distance = Math.min(Math.abs(ratio), Math.abs(1 - ratio));
  const decimals = Math.min(6, Math.max(1, Math.ceil(-Math.log10(distance)) - 1));
  const unit = 10 ** decimals;
  // The slack undoes binary fractions: 0.994 × 100 is 99.39999999999999.
  return `${Math.floor(ratio * 100 * unit + 1e-6) / unit} %`;
}

/** A span of time given in milliseconds: `0.42 ms`, `312 ms`, `6.1 s`. */
export function formatTime(ms: number): string {
  if (ms < 10) return `${Number(ms.toFixed(2))} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${Number((ms / 1000).toFixed(2))} s`;
}

/** `1,234` */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** `1 more reason`, `2 more reasons` */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** `2.4 attempts per operation` is written with it: `2.4` */
export function formatFactor(factor: number): string {
  return String(Number(factor.toFixed(3)));
}

export function formatFigure(value: number, unit: 'ratio' | 'ms' | 'factor'): string {
  if (unit === 'ratio') return formatPercent(value);
  return unit === 'ms' ? formatTime(value) : formatFactor(value);
}

/** `a`, `a and b`, `a, b and c` */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
