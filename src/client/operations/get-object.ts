import { describeRead, readSeeded } from './read-object.ts';
import { prepareRangeRead } from './read-range.ts';
import { describeRevalidation } from './revalidate-object.ts';
import type { PrepareOperation } from './workload-context.ts';

export const prepareGetObject: PrepareOperation = (context, entry) => {
  const { condition, rangeBytes } = entry.operation;
  if (rangeBytes !== null) return prepareRangeRead(context, entry, rangeBytes);
  const chooseIndex = context.createIndexChooser(entry.operation);
  const shared = condition === null ? describeRead(context, entry) : describeRevalidation(context, entry);
  return () => readSeeded(shared, context, chooseIndex(context.random));
};
