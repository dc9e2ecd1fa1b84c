import { appendFile, cp, mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/set-up.mjs', import.meta.url));

/** A compiler that `npm ci` really installs, offline: it writes a command line whose doctor finds a k6. */
const compiler = `
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const source = readFileSync('src/cli.ts', 'utf8');
if (source.includes('type error')) { console.error('src/cli.ts(1,1): error TS1: type error'); process.exit(2); }
mkdirSync('dist', { recursive: true });
writeFileSync('dist/cli.js', source);
`;
const k6Found = { ok: true, k6: { version: '2.2.0', source: 'cache' }, facts: [] };
const k6Missing = {
  ok: false,
  k6: null,
  facts: [{ id: 'k6', state: 'missing', value: 'not found', details: ['PATH: no k6 on it'], advice: 'Install it.' }],
};

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 's3drill set-up '));
  await mkdir(join(home, 'scripts'));
  await mkdir(join(home, 'src'));
  await mkdir(join(home, 'compiler/bin'), { recursive: true });
  await cp(script, join(home, 'scripts/set-up.mjs'));
  await writeFile(join(home, 'compiler/package.json'), '{"name":"typescript","version":"7.0.0"}');
  await writeFile(join(home, 'compiler/bin/tsc'), compiler);
  await writeFile(join(home, 'tsconfig.json'), '{}');
  await writeFile(join(home, 'tsconfig.build.json'), '{}');
  await writeFile(
    join(home, 'package.json'),
    JSON.stringify({
      name: 'fixture',
      version: '1.0.0',
      engines: { node: '>=20.19' },
      devDependencies: { typescript: 'file:compiler' },
    }),
  );
  await writeSource(k6Found, 0);
  await writeLock('7.0.0');
});

afterEach(() => rm(home, { recursive: true, force: true }));

/** What the fixture's `doctor --fix --json` prints and exits with. */
async function writeSource(report: object, exitCode: number): Promise<void> {
  const source = `console.log(${JSON.stringify(JSON.stringify(report))}); process.exitCode = ${exitCode};\n`;
  await writeFile(join(home, 'src/cli.ts'), source);
}

async function writeLock(version: string): Promise<void> {
  const packages = {
    '': { name: 'fixture', version: '1.0.0', devDependencies: { typescript: 'file:compiler' } },
    compiler: { name: 'typescript', version, dev: true },
    'node_modules/typescript': { resolved: 'compiler', link: true },
    'node_modules/elsewhere': { version: '1.0.0', optional: true, os: ['plan9'] },
  };
  const lock = { name: 'fixture', version: '1.0.0', lockfileVersion: 3, requires: true, packages };
  await writeFile(join(home, 'package-lock.json'), JSON.stringify(lock));
}

async function setUp(...args: string[]): Promise<{ exitCode: number | undefined; steps: string }> {
  const { exitCode, stderr, stdout } = await execa(
    process.execPath,
    [...args, join(home, 'scripts/set-up.mjs'), '--with-k6'],
    { cwd: tmpdir(), reject: false, env: { NODE_ENV: 'production', npm_config_offline: 'true' } },
  );
  expect(stdout).toBe('');
  return { exitCode, steps: stderr };
}

test('installs, builds and gets k6 on a fresh clone, from any folder, and the second time skips what is there', async () => {
  const first = await setUp();
  expect(first.steps).toContain('… installing dependencies');
  expect(first.steps).toContain('✓ dependencies installed\n… building (tsc)\n✓ built\n✓ k6 v2.2.0 (cache)');
  expect(first.exitCode).toBe(0);
  expect((await stat(join(home, 'dist/cli.js'))).mode & 0o111).toBe(0o111);
  expect(await setUp()).toEqual({ exitCode: 0, steps: '✓ dependencies\n✓ build\n✓ k6 v2.2.0 (cache)' });
});

test('builds again, without left-overs, when a source or the build itself has changed', async () => {
  await setUp();
  await writeFile(join(home, 'dist/removed-since.js'), '');
  await appendFile(join(home, 'src/cli.ts'), '// changed\n');
  expect((await setUp()).steps).toContain('✓ built');
  await expect(stat(join(home, 'dist/removed-since.js'))).rejects.toThrow('ENOENT');
  await utimes(join(home, 'dist/cli.js'), new Date(), new Date(0));
  expect((await setUp()).steps).toContain('✓ built');
  await rm(join(home, 'dist'), { recursive: true });
  expect((await setUp()).steps).toContain('✓ built');
});

test('installs again when the lock file asks for other versions than are installed', async () => {
  await setUp();
  await writeFile(join(home, 'compiler/package.json'), '{"name":"typescript","version":"7.0.1"}');
  await writeLock('7.0.1');
  expect((await setUp()).steps).toContain('✓ dependencies installed');
});

test('installs again when another system filled node_modules', async () => {
  await setUp();
  const record = join(home, 'node_modules/.package-lock.json');
  const installed = JSON.parse(await readFile(record, 'utf8'));
  installed.packages['node_modules/elsewhere'] = { version: '1.0.0', optional: true, os: ['plan9'] };
  await writeFile(record, JSON.stringify(installed));
  expect((await setUp()).steps).toContain('✓ dependencies installed');
});

test("shows npm's own complaint when the dependencies can't be installed", async () => {
  await writeFile(
    join(home, 'package.json'),
    '{"name":"fixture","engines":{"node":">=20.19"},"dependencies":{"a":"1"}}',
  );
  const { exitCode, steps } = await setUp();
  expect(steps).toContain('npm error');
  expect(steps).toMatch(/✗ the dependencies could not be installed: .* exited with 1$/);
  expect(exitCode).toBe(1);
});

test("shows the compiler's own complaint, and builds anew the next time", async () => {
  await writeFile(join(home, 'src/cli.ts'), 'type error');
  const { exitCode, steps } = await setUp();
  expect(steps).toContain('error TS1: type error');
  expect(steps).toMatch(/✗ the build failed: .* exited with 2$/);
  expect(exitCode).toBe(1);
  await writeSource(k6Found, 0);
  expect((await setUp()).exitCode).toBe(0);
});

test('says why k6 is missing and what to do', async () => {
  await writeSource(k6Missing, 2);
  const { exitCode, steps } = await setUp();
  expect(steps).toContain('✗ k6: not found\n    PATH: no k6 on it\n    Install it.\n✗ no drill can run here yet');
  expect(exitCode).toBe(1);
});

test('refuses a Node that is too old before it does anything', async () => {
  const old = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.18.3"})';
  const { exitCode, steps } = await setUp('--import', old);
  expect(steps).toBe('✗ s3drill needs Node 20.19 or newer, but this is 20.18.3: install it from nodejs.org');
  expect(exitCode).toBe(2);
});
