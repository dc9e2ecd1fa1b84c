const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of bytes (RFC 4648, section 4). k6 has no `Buffer` and no `btoa`, and this must run in Node too. */
export function encodeBase64(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += alphabet.charAt(group >>> 18) + alphabet.charAt((group >>> 12) & 63);
    text += left > 1 ? alphabet.charAt((group >>> 6) & 63) : '=';
    text += left > 2 ? alphabet.charAt(group & 63) : '=';
  }
  return text;
}

/** The 32 bits of a number, most significant byte first: how S3 wants a CRC-32. Written out, because each write has one. */
export function encodeBase64Of32Bits(value: number): string {
  const first =
    alphabet.charAt(value >>> 26) + alphabet.charAt((value >>> 20) & 63) + alphabet.charAt((value >>> 14) & 63);
  const second = alphabet.charAt((value >>> 8) & 63) + alphabet.charAt((value >>> 2) & 63);
  return `${first}${second}${alphabet.charAt((value << 4) & 63)}==`;
}

/** Hex digits, as hashes come, in base64: how S3 wants an MD5. */
export function encodeBase64OfHex(hex: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < hex.length; i += 2) bytes.push(Number.parseInt(hex.slice(i, i + 2), 16));
  return encodeBase64(bytes);
}
