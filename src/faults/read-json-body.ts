import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

/** The largest body of the control API; a fault with all its parameters is below 1 kB. */
const bodyLimitBytes = 65_536;

/** Reads a request's body by a schema: the value, or what is wrong with it, in words. */
export async function readJsonBody<T>(
  request: IncomingMessage,
  schema: z.ZodType<T>,
): Promise<{ value: T } | { error: string }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // What is beyond the limit is read and dropped: a client that still writes would not hear the answer.
    if (bytes <= bodyLimitBytes) chunks.push(chunk);
  }
  if (bytes > bodyLimitBytes) return { error: `The body is larger than ${bodyLimitBytes} bytes` };
  let json: unknown;
  try {
    json = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return { error: 'The body is not JSON' };
  }
  const parsed = schema.safeParse(json);
  return parsed.success ? { value: parsed.data } : { error: z.prettifyError(parsed.error) };
}
