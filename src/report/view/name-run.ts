/** What ran, as every report names it: `retry-storm`, or of a variant `retry-storm · noJitter`. */
export function nameRun({ name, variant }: { name: string; variant: string | null }): string {
  return variant === null ? name : `${name} · ${variant}`;
}
