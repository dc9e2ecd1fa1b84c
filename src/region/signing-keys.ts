import { createHmac } from 'node:crypto';

/** Derives the key that signs for one day, region and service. */
export type DeriveSigningKey = (date: string, region: string, service: string) => Buffer;

/** A day's key is derived once: four HMACs would otherwise cost more than the rest of the verification. */
export function createSigningKeys(secretAccessKey: string): DeriveSigningKey {
  let cachedScope = '';
  let cachedKey: Buffer = Buffer.alloc(0);
  return (date, region, service) => {
    const scope = `${date}/${region}/${service}`;
    if (scope === cachedScope) return cachedKey;
    const dayKey = sign(`AWS4${secretAccessKey}`, date);
    cachedKey = sign(sign(sign(dayKey, region), service), 'aws4_request');
    cachedScope = scope;
    return cachedKey;
  };
}

function sign(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
