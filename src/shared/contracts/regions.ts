import { z } from 'zod';

/** One running region as a client needs it: what `regions --json` prints and what a script reads from S3DRILL_REGIONS. */
export const regionAccessSchema = z.strictObject({
  name: z.string(),
  /** Where the gateway listens: `http://127.0.0.1:PORT`. Path-style addressing. */
  endpoint: z.url(),
  bucket: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  /** Where the gateway's control API listens. */
  controlUrl: z.url(),
  controlToken: z.string(),
});

export const regionsReadySchema = z.strictObject({ regions: z.array(regionAccessSchema).min(1) });

export type RegionAccess = z.infer<typeof regionAccessSchema>;
export type RegionsReady = z.infer<typeof regionsReadySchema>;
