import { classifyReply } from '../taxonomy.ts';
import { describeSingleStep, type SingleStep } from './single-step.ts';
import type { PrepareOperation } from './workload-context.ts';

interface Head extends SingleStep {
  key: string;
}

export const prepareHeadObject: PrepareOperation = (context, entry) => {
  const { random, seeded } = context;
  const chooseIndex = context.createIndexChooser(entry.operation);
  const shared = describeSingleStep(entry, 'HeadObject', {
    request: 'HeadObject',
    build(this: Head, bucket) {
      return { method: 'HEAD', path: `/${bucket}/${this.key}`, query: '', body: null, headers: null };
    },
    judge: classifyReply,
  });
  return () => {
    const head = Object.create(shared) as Head;
    head.key = seeded.keyOf(chooseIndex(random));
    return head;
  };
};
