/** Fails when an import in `src` goes against `scripts/imports/rules.ts`. Run with `npx tsx scripts/check-imports.ts`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findViolations } from './imports/find-violations.ts';
import { readImports } from './imports/read-imports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .sort();
const imports = files.flatMap((file) => readImports(file, readFileSync(join(root, file), 'utf8')));
const violations = findViolations(imports);

for (const { file, line, problem } of violations) console.error(`${file}:${line} ${problem}`);
console.log(`${files.length} files, ${imports.length} imports, ${violations.length} against the rules`);
process.exitCode = violations.length === 0 ? 0 : 1;
