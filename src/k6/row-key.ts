import { operationNames } from '../shared/operations.ts';

/*
 * A counter's key as one number: a string put together for each operation would cost more than all the rest of recording
 * it. A day of 100 ms bins times these sizes stays below 2^53.
 */
const operationSize = operationNames.length;
const regionSize = 64;
const detailSize = 8192;

/** @param detail what the kind of row makes of it: an outcome, a code; below 8192 */
export function packRow(bin: number, operation: number, region: number, detail: number): number {
  return ((bin * operationSize + operation) * regionSize + region) * detailSize + detail;
}

export function unpackRow(key: number): [bin: number, operation: number, region: number, detail: number] {
  const detail = key % detailSize;
  const withRegion = (key - detail) / detailSize;
  const region = withRegion % regionSize;
  const withOperation = (withRegion - region) / regionSize;
  const operation = withOperation % operationSize;
  return [(withOperation - operation) / operationSize, operation, region, detail];
}

/** Numbers names in the order of their first use, up to a limit; later ones share the last number. */
export interface NameIndex {
  indexOf(name: string): number;
  nameOf(index: number): string;
}

export function createNameIndex(names: readonly string[], limit: number): NameIndex {
  const list = [...names];
  const indices = new Map(list.map((name, index) => [name, index]));
  return {
    indexOf(name) {
      let index = indices.get(name);
      if (index === undefined) {
        index = Math.min(list.length, limit - 1);
        if (index === list.length) list.push(name);
        indices.set(name, index);
      }
      return index;
    },
    nameOf: (index) => list[index] as string,
  };
}
