import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type Variants, variantsSchema } from '../shared/contracts/variants.ts';
import { readJson } from './read-json.ts';
import { writeWhole } from './write-file.ts';

/** Whether the directory holds the runs of several variants, not a run itself. */
export async function holdsVariants(directory: string): Promise<boolean> {
  return access(locateVariants(directory)).then(
    () => true,
    () => false,
  );
}

/** @throws Failure when the file is missing or is not what it should be */
export async function readVariants(directory: string): Promise<Variants> {
  return readJson(locateVariants(directory), variantsSchema, 'a list of variants');
}

export async function writeVariants(directory: string, variants: Variants): Promise<void> {
  await writeWhole(locateVariants(directory), `${JSON.stringify(variants, null, 2)}\n`);
}

function locateVariants(directory: string): string {
  return join(directory, 'variants.json');
}
