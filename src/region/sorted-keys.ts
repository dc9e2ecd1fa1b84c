/**
 * A sorted set of strings in blocks, so that an insertion moves at most one block and a listing never sorts: two binary
 * searches and a short `splice`, whatever the number of keys.
 */
export interface SortedKeys {
  /** Sorted blocks of sorted keys; none is empty. */
  readonly blocks: string[][];
}

const maxBlockLength = 512;

export function createSortedKeys(): SortedKeys {
  return { blocks: [] };
}

export function addKey({ blocks }: SortedKeys, key: string): void {
  const at = Math.max(0, findBlock(blocks, key));
  const block = blocks[at];
  if (block === undefined) {
    blocks.push([key]);
    return;
  }
  const index = findIndex(block, key);
  if (block[index] === key) return;
  block.splice(index, 0, key);
  if (block.length > maxBlockLength) blocks.splice(at + 1, 0, block.splice(maxBlockLength / 2));
}

export function removeKey({ blocks }: SortedKeys, key: string): void {
  const at = findBlock(blocks, key);
  const block = blocks[at];
  if (block === undefined) return;
  const index = findIndex(block, key);
  if (block[index] !== key) return;
  block.splice(index, 1);
  if (block.length === 0) blocks.splice(at, 1);
}

/** Walks keys at or after `from`, in order. Nothing may be added or removed meanwhile. */
export interface KeyCursor {
  /** The next key, or null at the end. */
  next(): string | null;
  /** Skips forward, so that the next key is the first at or after this one. */
  seek(from: string): void;
}

export function openCursor({ blocks }: SortedKeys, from: string): KeyCursor {
  let blockAt = 0;
  let index = 0;
  const cursor: KeyCursor = {
    next() {
      let block = blocks[blockAt];
      if (block !== undefined && index >= block.length) {
        blockAt += 1;
        index = 0;
        block = blocks[blockAt];
      }
      const key = block?.[index];
      index += 1;
      return key ?? null;
    },
    seek(key) {
      blockAt = Math.max(0, findBlock(blocks, key));
      index = findIndex(blocks[blockAt] ?? [], key);
    },
  };
  cursor.seek(from);
  return cursor;
}

/** The last block that starts at or before the key; -1 when all start after it. */
function findBlock(blocks: readonly string[][], key: string): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle]?.[0] as string) <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where the key is, or would be. */
function findIndex(block: readonly string[], key: string): number {
  let low = 0;
  let high = block.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((block[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
