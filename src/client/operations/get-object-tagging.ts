import { classifyReply } from '../taxonomy.ts';
import { describeSingleStep, type SingleStep } from './single-step.ts';
import type { PrepareOperation } from './workload-context.ts';

interface GetTagging extends SingleStep {
  key: string;
}

export const prepareGetObjectTagging: PrepareOperation = (context, entry) => {
  const { random, seeded } = context;
  const chooseIndex = context.createIndexChooser(entry.operation);
  const shared = describeSingleStep(entry, 'GetObjectTagging', {
    request: 'GetObjectTagging',
    build(this: GetTagging, bucket) {
      return { method: 'GET', path: `/${bucket}/${this.key}`, query: 'tagging=', body: null, headers: null };
    },
    judge(reply) {
      const outcome = classifyReply(reply);
      return outcome === 'ok' && !reply.body.includes('<TagSet') ? 'corrupt' : outcome;
    },
  });
  return () => {
    const tagging = Object.create(shared) as GetTagging;
    tagging.key = seeded.keyOf(chooseIndex(random));
    return tagging;
  };
};
