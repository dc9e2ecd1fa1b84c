import { isDeepStrictEqual } from 'node:util';
import type { SizePlan } from '../../shared/contracts/workload.ts';
import { largestBytes } from '../../shared/sizes.ts';
import { settleObjectSize } from '../planning/plan-objects.ts';
import type { Problem } from '../problem.ts';
import type { ReadableParts } from '../readable-parts.ts';
import { listWorkloads } from '../workload-parts.ts';
import { type Check, problemAt } from './check.ts';

/** Of one upload (Amazon S3 User Guide, "Multipart upload limits"). */
const mostParts = 10_000;

export const checkSizes: Check = (parts) => [...checkSeeded(parts), ...checkRanges(parts), ...checkUploads(parts)];

/** There is one set of seeded objects, whoever speaks of their sizes. */
function checkSeeded(parts: ReadableParts): Problem[] {
  const said = listWorkloads(parts).flatMap(({ operations, operationsPath }) =>
    operations.GetObject?.size === undefined
      ? []
      : [{ path: `${operationsPath}.GetObject.size`, size: operations.GetObject.size }],
  );
  if (parts.objects?.size !== undefined) said.push({ path: 'objects.size', size: parts.objects.size });
  const [first, ...others] = said;
  return others
    .filter(({ size }) => !isDeepStrictEqual(size, first?.size))
    .map(({ path }) => problemAt(path, `is not what ${first?.path} says of the same objects; keep one`));
}

function checkRanges(parts: ReadableParts): Problem[] {
  if (parts.objects === undefined) return [];
  const size = settleObjectSize(parts);
  // Lognormal sizes have no lower bound: of the few smaller objects all is read.
  const longest = size.kind === 'lognormal' ? size.maxBytes : findSmallest(size);
  return listWorkloads(parts).flatMap(({ operations, operationsPath }): Problem[] => {
    const range = operations.GetObject?.range;
    if (range === undefined || range <= longest) return [];
    const message = `is ${range} bytes, but there are objects of ${longest} bytes; see objects.size`;
    return [problemAt(`${operationsPath}.GetObject.range`, message)];
  });
}

function checkUploads(parts: ReadableParts): Problem[] {
  return listWorkloads(parts).flatMap(({ operations, operationsPath }): Problem[] => {
    const upload = operations.MultipartUpload;
    if (upload === undefined) return [];
    const path = `${operationsPath}.MultipartUpload`;
    if (findSmallest(upload.size) === 0) {
      return [problemAt(`${path}.size`, 'must be more than 0: an upload has at least one part')];
    }
    const parts = Math.ceil(largestBytes(upload.size) / upload.parts);
    if (parts <= mostParts) return [];
    return [
      problemAt(`${path}.parts`, `makes up to ${parts} parts, and S3 takes ${mostParts} at most; make them larger`),
    ];
  });
}

/** In bytes. */
function findSmallest(size: SizePlan): number {
  if (size.kind === 'range') return size.minBytes;
  return size.kind === 'lognormal' ? 1 : Math.min(...size.entries.map(({ bytes }) => bytes));
}
