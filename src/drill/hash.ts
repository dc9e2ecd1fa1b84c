import { createHash } from 'node:crypto';

/** JSON with sorted keys, so that equal data has equal text. */
export function toCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

/** @returns SHA-256 of the canonical JSON, 64 hex digits */
export function hashData(value: unknown): string {
  return createHash('sha256').update(toCanonicalJson(value)).digest('hex');
}
