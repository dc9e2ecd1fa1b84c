import { randomBytes } from 'node:crypto';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  controlToken: string;
}

/** Random, for one run only. */
export function createCredentials(): Credentials {
  return {
    accessKeyId: `S3DRILL${randomBytes(7).toString('hex').slice(0, 13).toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
    controlToken: randomBytes(32).toString('base64url'),
  };
}

/** A bucket name for any region name: lower case, digits and hyphens, at most 63 characters, as S3 wants it. */
export function nameBucket(region: string): string {
  const name = `s3drill-${region.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
  return name.slice(0, 63).replace(/-+$/, '');
}
