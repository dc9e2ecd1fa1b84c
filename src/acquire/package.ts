import { readFileSync } from 'node:fs';

/** What s3drill's own package.json says about itself; it lies two levels up in the sources and in the build alike. */
export function readOwnPackage(): { version: string; oldestNode: string } {
  const { version, engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
    engines: { node: string };
  };
  return { version, oldestNode: engines.node.replace('>=', '') };
}
