import { createHash } from 'node:crypto';

/** Nothing may load or run but the one style sheet inside the file, known by its hash. */
export function writePolicy(css: string): string {
  const hash = createHash('sha256').update(css).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
}
