import { randomBytes } from 'node:crypto';

const idBytes = 24;
/** Random bytes are drawn for many ids at a time: a call costs as much as the rest of a small write. */
const poolBytes = 256 * idBytes;
let pool: Buffer = Buffer.alloc(0);
let at = 0;

/** 32 characters that mean nothing, for versions and uploads. */
export function createId(): string {
  if (at === pool.length) {
    pool = randomBytes(poolBytes);
    at = 0;
  }
  at += idBytes;
  return pool.toString('base64url', at - idBytes, at);
}
