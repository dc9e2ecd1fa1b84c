const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** One character per value between 0 and 1; a blank where there is none. Only a full 1 fills its cell. */
export function drawSparkline(values: readonly (number | null)[]): string {
  return values
    .map((value) => {
      if (value === null) return ' ';
      return levels[value >= 1 ? levels.length - 1 : Math.max(0, Math.floor(value * (levels.length - 1)))];
    })
    .join('');
}
