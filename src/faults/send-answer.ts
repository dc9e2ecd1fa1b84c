import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

export function sendAnswer(response: ServerResponse, { status, headers, body, endsEarly }: Answer): void {
  response.writeHead(status, headers);
  if (!endsEarly) {
    response.end(body);
    return;
  }
  response.flushHeaders();
  response.write(body);
  // Closes in order once all is sent: the client sees an end, not a reset.
  response.socket?.destroySoon();
}
