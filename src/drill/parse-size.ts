import { z } from 'zod';
import type { Size } from './language/units.ts';
import { addProblem } from './problem.ts';

const bytesPerUnit = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;

/** An object's size: `'4KiB'` or a number of bytes → whole bytes, at least 0. */
export const sizeSchema = z.custom<Size>().transform((size, context): number => {
  const bytes = typeof size === 'number' ? size : readSize(size);
  if (bytes === null) {
    addProblem(context, {
      message: `expected a size such as '512B', '4KiB', '1MiB' or a number of bytes`,
      suggestion: typeof size === 'string' ? suggestSize(size) : null,
    });
    return z.NEVER;
  }
  if (!Number.isSafeInteger(bytes) || bytes < 0) {
    addProblem(context, { message: 'must come to a whole number of bytes, at least 0' });
    return z.NEVER;
  }
  return bytes;
});

function readSize(text: unknown): number | null {
  const match = typeof text === 'string' ? /^(\d+(?:\.\d+)?)(B|KiB|MiB|GiB)$/.exec(text) : null;
  if (match === null) return null;
  return Number(match[1]) * bytesPerUnit[match[2] as keyof typeof bytesPerUnit];
}

/** `4 kb`, `4k`, `4KB` → `4KiB` */
function suggestSize(text: string): string | null {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([kmg]?)i?(b|bytes?)?\s*$/i.exec(text);
  if (match === null) return null;
  const prefix = (match[2] ?? '').toUpperCase();
  return `${match[1]}${prefix === '' ? 'B' : `${prefix}iB`}`;
}
