import type { OutgoingHttpHeaders } from 'node:http';

/** A whole HTTP answer, before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string | Buffer;
  /** The connection closes after these bytes, whatever content-length has promised. */
  readonly endsEarly?: true;
}
