import type { Plan } from '../../shared/contracts/plan.ts';
import type { SizePlan } from '../../shared/contracts/workload.ts';
import type { Drill } from '../drill-schema.ts';
import type { ReadableParts } from '../readable-parts.ts';
import { listWorkloads } from '../workload-parts.ts';

const defaultSize: SizePlan = { kind: 'range', minBytes: 4096, maxBytes: 4096 };

/** Sizes of the objects that are seeded: what the drill says, else what a GetObject says that it reads. */
export function settleObjectSize(parts: ReadableParts): SizePlan {
  const read = listWorkloads(parts).map(({ operations }) => operations.GetObject?.size);
  return parts.objects?.size ?? read.find((size) => size !== undefined) ?? defaultSize;
}

export function planObjects(drill: Drill): Plan['objects'] {
  const { count, prefixes } = drill.objects;
  return { count, size: settleObjectSize(drill), prefixes };
}
