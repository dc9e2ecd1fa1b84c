import { expect, test } from 'vitest';
import { findViolations } from '../../scripts/imports/find-violations.ts';
import { readImports } from '../../scripts/imports/read-imports.ts';

/** What is found in files that were written for the purpose, as `file:line problem`. */
function check(files: Record<string, string>): string[] {
  const imports = Object.entries(files).flatMap(([file, text]) => readImports(file, text));
  return findViolations(imports).map(({ file, line, problem }) => `${file}:${line} ${problem}`);
}

test('reads every form of import with its line, and none from comments', () => {
  const text = `/**
 * import { no } from './comment.ts';
 */

import { z } from 'zod';
import type { A } from './a.ts';
import {
  b,
  c,
} from '../b.ts';
import './c.ts';
export { d } from './d.ts';
export * from './e.ts';
// const f = await import('./no.ts');
export const from = 'x';
type G = import('./g.ts').G;
const h = () => import('node:fs');
`;
  const found = readImports('src/room/file.ts', text);
  expect(found.map(({ line, target }) => `${line} ${target}`)).toEqual([
    '5 zod',
    '6 src/room/a.ts',
    '7 src/b.ts',
    '11 src/room/c.ts',
    '12 src/room/d.ts',
    '13 src/room/e.ts',
    '16 src/room/g.ts',
    '17 node:fs',
  ]);
});

test('what goes from commands to stages to shared is fine', () => {
  const files = {
    'src/cli.ts': "import { runCommand } from './commands/run.ts';",
    'src/commands/run.ts': "import { runDrill } from '../run/run.ts';\nimport { readFile } from 'node:fs/promises';",
    'src/run/run.ts': "import { start } from '../faults/gateway.ts';\nimport type { Plan } from '../shared/plan.ts';",
    'src/drill/schema.ts': "import { kinds } from '../faults/catalogue.ts';",
    'src/index.ts': "export { defineDrill } from './drill/define.ts';",
    'src/k6/main.ts': "import { retry } from '../client/retry.ts';\nimport http from 'k6/http';",
  };
  expect(check(files)).toEqual([]);
});

test.each([
  ['src/shared/a.ts', '../drill/b.ts', 'src/shared/ may import nothing else'],
  ['src/result/a.ts', '../compare/b.ts', 'src/result/ may import src/shared/'],
  ['src/k6/a.ts', '../compile/b.ts', 'src/k6/ may import src/client/, src/shared/'],
  ['src/run/a.ts', '../commands/b.ts', 'src/run/ may import'],
  ['src/drill/a.ts', '../faults/gateway.ts', 'src/drill/ may import src/faults/catalogue.ts'],
  ['src/index.ts', './commands/run.ts', 'src/index.ts may import src/drill/, src/shared/'],
  ['src/commands/a.ts', '../cli.ts', 'src/commands/ may import'],
  ['src/report/a.ts', '../../scripts/b.ts', 'src/report/ may import src/store/, src/shared/'],
  ['src/attic/a.ts', '../shared/b.ts', 'src/attic/ has no entry in scripts/imports/rules.ts'],
])('%s may not import %s', (file, target, rule) => {
  for (const form of [
    `import type { A } from '${target}';`,
    `export * from '${target}';`,
    `await import('${target}');`,
  ]) {
    expect(check({ [file]: `\n${form}\n` })).toEqual([
      expect.stringMatching(new RegExp(`^${file}:2 imports .*: ${rule}`)),
    ]);
  }
});

test.each(['shared', 'client', 'result', 'compare', 'k6', 'report/view', 'report/charts'])(
  'src/%s uses no module of Node, by whichever name',
  (room) => {
    for (const module of ['node:fs', 'fs', 'fs/promises', 'node:test']) {
      const file = `src/${room}/a.ts`;
      expect(check({ [file]: `import a from '${module}';` })).toEqual([
        `${file}:1 imports ${module}: this room uses no module of Node`,
      ]);
    }
    expect(check({ [`src/${room}/a.ts`]: "import { z } from 'zod';" })).toEqual([]);
  },
);

test('faults and region meet in one file', () => {
  const meeting = {
    'src/faults/gateway.ts': "import { a } from '../region/a.ts';\nimport { b } from '../region/b.ts';",
  };
  expect(check(meeting)).toEqual([]);
  expect(check({ ...meeting, 'src/region/c.ts': "import { d } from '../faults/d.ts';" })).toEqual([
    'src/region/c.ts:1 imports src/faults/d.ts: src/faults/ and src/region/ meet in one file',
  ]);
});

test('a cycle is shown with all its files, once, even when it is of types only', () => {
  const files = {
    'src/run/a.ts': "import { b } from './b.ts';",
    'src/run/b.ts': "import { c } from './c.ts';\nimport { d } from './d.ts';",
    'src/run/c.ts': "import type { A } from './a.ts';\nimport { d } from './d.ts';",
    'src/run/d.ts': "import './d.ts';",
  };
  expect(check(files)).toEqual([
    'src/run/c.ts:1 closes a cycle: src/run/a.ts → src/run/b.ts → src/run/c.ts → src/run/a.ts',
    'src/run/d.ts:1 closes a cycle: src/run/d.ts → src/run/d.ts',
  ]);
});
