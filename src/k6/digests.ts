import crypto from 'k6/crypto';

/** What the pure parts need of k6's native hashes. */
export const digests = { md5: (text: string): string => crypto.md5(text, 'hex') };
