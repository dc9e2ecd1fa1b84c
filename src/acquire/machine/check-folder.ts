import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Fact, reportFact } from './fact.ts';

/** Whether files can be written below a folder that need not exist yet. Creates nothing. */
export async function checkFolder(
  id: Fact['id'],
  folder: string,
  trouble: Pick<Fact, 'state' | 'advice'>,
): Promise<Fact> {
  const writable = await isWritable(folder);
  return writable ? reportFact(id, folder) : reportFact(id, `${folder} is not writable`, trouble);
}

async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch (error) {
    const parent = dirname(folder);
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && parent !== folder && isWritable(parent);
  }
}
