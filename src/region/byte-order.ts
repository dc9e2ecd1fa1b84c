/**
 * S3 lists keys in the order of their UTF-8 bytes; JavaScript compares UTF-16 units, which differs beyond U+FFFF. So keys
 * are held as byte strings, one character per UTF-8 byte: comparing, prefixes and delimiters then work bytewise. A key
 * of ASCII characters is its own byte string.
 */
export function toByteString(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

export function fromByteString(bytes: string): string {
  return isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}

/** The smallest byte string after all that start with this one. Its last byte can be raised: no byte of UTF-8 is 0xff. */
export function endOfPrefix(prefix: string): string {
  const last = prefix.length - 1;
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
}

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  return /^[\x00-\x7f]*$/.test(text);
}
