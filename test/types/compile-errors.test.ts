import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Lines that the compiler printed; none when all is well. */
function compile(project: string): Promise<string> {
  return new Promise((resolve) => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    execFile(process.execPath, [tsc, '-p', project], { cwd: root }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

test('valid drills compile and each misspelt one does not', async () => {
  expect(await compile('test/types/tsconfig.json')).toBe('');
});

test('the compiler names the nearest region, phase and operation at the line of the mistake', async () => {
  const folder = await mkdtemp(join(tmpdir(), 's3drill-types-'));
  try {
    const drill = [
      `import { defineDrill, embedded, faults, objectives, policies } from 's3drill';`,
      `export default defineDrill({`,
      `  regions: { 'us-east-1': embedded(), 'us-west-2': embedded() },`,
      `  clients: { primary: 'us-esat-1' },`,
      `  workload: { GetObjct: { share: 1 } },`,
      `  faults: [faults.internalError({ region: 'us-wset-2' })],`,
      `  objectives: [objectives.successRate({ phase: 'fualt' }).atLeast(1)],`,
      `});`,
      `export const compared = defineDrill({`,
      `  regions: { 'us-east-1': embedded(), 'us-west-2': embedded() },`,
      `  clients: { failover: policies.failover({ weights: { 'us-east-1': 0.5, 'us-wset-2': 0.5 } }) },`,
      `  workloads: { checkout: { workload: { GetObject: { share: 1, priority: 'crtical' } } } },`,
      `  variants: { usual: {}, noJitter: { primary: 'us-wset-2' } },`,
      `  objectives: [objectives.retrySynchronisation({ variant: 'nojitter' }).atLeast(3)],`,
      `});`,
    ];
    await writeFile(join(folder, 'drill.ts'), drill.join('\n'));
    const paths = { s3drill: [join(root, 'src/index.ts')] };
    const compilerOptions = { noEmit: true, strict: true, module: 'nodenext', target: 'es2023', types: [], paths };
    const options = { ...compilerOptions, allowImportingTsExtensions: true, skipLibCheck: true };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['drill.ts'] }));

    const errors = (await compile(folder)).replaceAll(/^.*drill\.ts/gm, 'drill.ts');
    expect(errors).toMatch(/drill\.ts\(4,.*'"us-esat-1"' is not assignable.*Did you mean '"us-east-1"'\?/);
    expect(errors).toMatch(/drill\.ts\(5,.*'GetObjct' does not exist.*Did you mean to write 'GetObject'\?/);
    expect(errors).toMatch(/drill\.ts\(6,.*\n.*'"us-wset-2"' is not assignable.*Did you mean '"us-west-2"'\?/);
    expect(errors).toMatch(/drill\.ts\(7,.*'"fualt"' is not assignable.*Did you mean '"fault"'\?/);
    expect(errors).toMatch(/drill\.ts\(11,(.*\n)*?.*'"us-wset-2"' is not assignable.*Did you mean '"us-west-2"'\?/);
    expect(errors).toMatch(/drill\.ts\(12,.*'"crtical"' is not assignable.*Did you mean '"critical"'\?/);
    expect(errors).toMatch(/drill\.ts\(13,.*'"us-wset-2"' is not assignable.*Did you mean '"us-west-2"'\?/);
    expect(errors).toMatch(/drill\.ts\(14,(.*\n)*?.*'"nojitter"' is not assignable.*Did you mean '"noJitter"'\?/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
