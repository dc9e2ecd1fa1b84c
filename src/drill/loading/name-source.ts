import { resolve } from 'node:path';

/** The drill itself is called as the user named it; its neighbours by their path from here. */
export function nameSource(source: string, file: string): string {
  return resolve(source) === resolve(file) ? file : source;
}
