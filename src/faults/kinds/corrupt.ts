import { z } from 'zod';
import type { Random } from '../../shared/random.ts';
import { defineAnswerFault } from '../fault-kind.ts';

export const corrupt = defineAnswerFault({
  kind: 'corrupt',
  summary: 'Objects are read with some bytes changed, under the headers of the true ones: only a checksum can tell.',
  parameters: z.strictObject({
    /** How many neighbouring bytes change, at a random place. */
    bytes: z.int().min(1).default(1),
  }),
  requests: ['GetObject'],
  spoil(answer, { bytes }, random) {
    const isPayload = answer.status === 200 || answer.status === 206;
    if (!isPayload || answer.body.length === 0) return null;
    return { ...answer, body: changeBytes(Buffer.from(answer.body), bytes, random) };
  },
});

function changeBytes(body: Buffer, count: number, random: Random): Buffer {
  const start = Math.floor(random() * Math.max(1, body.length - count + 1));
  const end = Math.min(body.length, start + count);
  for (let at = start; at < end; at += 1) {
    // Of the 255 other values a byte can have, one.
    body[at] = (body[at] as number) ^ (1 + Math.floor(random() * 255));
  }
  return body;
}
