import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const drills = fileURLToPath(new URL('../../drills/', import.meta.url));

/** Names of the ready drills, sorted. */
export async function listReadyDrills(): Promise<string[]> {
  const files = await readdir(drills);
  const names = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length));
  return names.sort();
}

/** A drill is data, so a shortened one is a copy with other parts. @param parts source text, put over the drill's own */
export async function writeShortened(directory: string, name: string, parts: string): Promise<string> {
  const file = join(directory, `${name}.ts`);
  await writeFile(
    file,
    `import drill from ${JSON.stringify(join(drills, `${name}.ts`))};
import { defineDrill, faults, load } from 's3drill';
void [faults, load];
export default defineDrill({ ...drill, ${parts} });
`,
  );
  return file;
}
