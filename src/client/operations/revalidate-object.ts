import { describeRead, getQuery, type Read } from './read-object.ts';
import type { Entry, WorkloadContext } from './workload-context.ts';

/** A GetObject that says what it knows already: 304 is a success, and so is the object itself. */
export function describeRevalidation(context: WorkloadContext, entry: Entry): Read {
  const { payload, digests } = context;
  const plain = describeRead(context, entry);
  return {
    ...plain,
    build(this: Read, bucket) {
      // The etag of an object that came by one PutObject is the MD5 of its bytes.
      const etag = `"${digests.md5(payload.take(this.bytes, this.start))}"`;
      return {
        method: 'GET',
        path: `/${bucket}/${this.key}`,
        query: getQuery,
        body: null,
        headers: { 'if-none-match': etag },
      };
    },
    judge(this: Read, reply) {
      return reply.status === 304 ? 'ok' : plain.judge.call(this, reply);
    },
  };
}
