import { S3Error } from './s3-error.ts';

/** What a region's objects, and the bodies still arriving, may hold together. */
export interface MemoryBudget {
  readonly maxBytes: number;
  usedBytes: number;
}

export function createMemoryBudget(maxBytes: number): MemoryBudget {
  return { maxBytes, usedBytes: 0 };
}

/** @throws S3Error InsufficientStorage when so much would not fit; nothing is taken then. */
export function takeBytes(budget: MemoryBudget, bytes: number): void {
  checkRoom(budget, bytes);
  budget.usedBytes += bytes;
}

export function giveBackBytes(budget: MemoryBudget, bytes: number): void {
  budget.usedBytes -= bytes;
}

/** @throws S3Error InsufficientStorage when so much would not fit. */
export function checkRoom({ maxBytes, usedBytes }: MemoryBudget, bytes: number): void {
  if (usedBytes + bytes <= maxBytes) return;
  throw new S3Error('InsufficientStorage', {
    message: `This embedded region is full: it may hold ${maxBytes} bytes, ${usedBytes} are in use and ${bytes} more were asked for. Delete versions, or give it more memory.`,
  });
}
