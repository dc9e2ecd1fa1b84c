import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { exitCodes, Failure } from '../shared/failure.ts';
import { explainFileError } from './file-failure.ts';

/** Reads a JSON file of ours. @param what for the message: `a result` @throws Failure when it is missing or is not what it should be */
export async function readJson<S extends z.ZodType>(path: string, schema: S, what: string): Promise<z.output<S>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw explainFileError(error, 'Cannot read', path);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Failure('file-unreadable', `${path} is not JSON: ${(error as Error).message}.`, {
      exitCode: exitCodes.usage,
    });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Failure('file-unreadable', `${path} is not ${what}: ${issue?.path.join('.') || 'it'}: ${issue?.message}.`, {
    hint: 'It was changed by hand, or written by another version of s3drill.',
    exitCode: exitCodes.usage,
  });
}
