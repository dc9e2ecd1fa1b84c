import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { createDiscardedResponse } from './discarded-response.ts';
import type { Upstream } from './upstream.ts';

/** Lets a region carry out a request and keeps its answer back; null when the region hung up instead of answering. */
export async function holdAnswer(request: IncomingMessage, upstream: Upstream): Promise<Answer | null> {
  const response = createDiscardedResponse(request);
  // Node lets the headers of writeHead be read again only when one was set before it.
  response.setHeader(placeholder, '');
  const chunks = collectBody(response);
  await upstream.handle(request, response);
  if (!response.writableEnded) return null;
  const { [placeholder]: _, ...headers } = response.getHeaders();
  return { status: response.statusCode, headers, body: Buffer.concat(chunks) };
}

const placeholder = 'x-placeholder';

type Write = (chunk?: unknown, encoding?: unknown, ...rest: unknown[]) => never;

/** Chunks of the body as they are written. The region's own buffers are never changed, only copied together. */
function collectBody(response: ServerResponse): Buffer[] {
  const chunks: Buffer[] = [];
  for (const name of ['write', 'end'] as const) {
    const send = response[name].bind(response) as Write;
    const collect: Write = (chunk, encoding, ...rest) => {
      if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, encoding as BufferEncoding));
      else if (Buffer.isBuffer(chunk)) chunks.push(chunk);
      return send(chunk, encoding, ...rest);
    };
    response[name] = collect;
  }
  return chunks;
}
