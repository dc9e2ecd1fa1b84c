/**
 * Reads what `sha256sum` prints: one `HASH  NAME` per line, with `*` before the name for binary mode. Other lines are
 * left out.
 * @returns SHA-256 (64 small hex digits) by file name
 */
export function parseChecksums(text: string): Map<string, string> {
  const hashes = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, hash, name] = /^([0-9a-f]{64}) [ *](.+)$/i.exec(line) ?? [];
    if (hash !== undefined && name !== undefined) hashes.set(name, hash.toLowerCase());
  }
  return hashes;
}
