import { type Agent, request } from 'node:http';

/** A region that takes copies, by the control API of its gateway. */
export interface ReplicaTarget {
  /** `http://127.0.0.1:PORT` */
  readonly controlUrl: string;
  readonly controlToken: string;
  readonly region: string;
  /** Median time from a write to the departure of its copy; 0: at once. */
  readonly lagMs: number;
}

/** `refused`: that region will never take it; `unreachable`: try again later. */
export type SendOutcome = 'copied' | 'refused' | 'unreachable';

const silenceMs = 10_000;

/** Sends one copy and waits for the answer. Never rejects. */
export function sendReplica(target: ReplicaTarget, agent: Agent, pieces: readonly Buffer[]): Promise<SendOutcome> {
  return new Promise((resolve) => {
    const contentLength = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const outgoing = request(new URL('/v1/replica', target.controlUrl), {
      method: 'POST',
      agent,
      timeout: silenceMs,
      headers: {
        authorization: `Bearer ${target.controlToken}`,
        'content-type': 'application/octet-stream',
        'content-length': contentLength,
      },
    });
    outgoing.on('response', (incoming) => {
      incoming.on('error', () => {});
      incoming.resume();
      resolve(judgeStatus(incoming.statusCode ?? 0));
    });
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => resolve('unreachable'));
    outgoing.on('close', () => resolve('unreachable'));
    for (const piece of pieces) outgoing.write(piece);
    outgoing.end();
  });
}

function judgeStatus(status: number): SendOutcome {
  if (status >= 200 && status < 300) return 'copied';
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'refused' : 'unreachable';
}
