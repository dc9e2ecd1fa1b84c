import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkDrillFile, loadDrill } from '../../src/drill/load-drill.ts';
import { exitCodes, Failure } from '../../src/shared/failure.ts';
import { loadPlan } from './load-plan.ts';

/** A folder outside of any package. */
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 's3drill-load-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** @returns the path of the file written */
async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

async function catchFailure(loading: Promise<unknown>): Promise<Failure> {
  const error = await loading.then(
    () => new Error('it loaded'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error;
  expect(error.exitCode).toBe(exitCodes.usage);
  expect(`${error.message} ${error.hint}`).not.toMatch(/\n {4}at |data:text|src\/drill/);
  return error;
}

const header = `import { defineDrill, embedded, faults, load, objectives } from 's3drill';\n`;
const parts = `regions: { solo: embedded() }, workload: { GetObject: { share: 1 } }`;
const valid = `${header}export default defineDrill({ ${parts} });`;

describe('a drill loads', () => {
  test('from a folder outside of any package', async () => {
    const plan = await loadPlan(await write('my-drill.ts', valid));
    expect(plan).toMatchObject({ drill: { name: 'my-drill' }, regions: [{ name: 'solo' }] });
  });

  test('with the seed that the caller wants', async () => {
    expect((await loadPlan(await write('my-drill.ts', valid), { seed: 42 })).seed).toBe(42);
  });

  test('with its neighbours, the packages of its folder, and what Node brings', async () => {
    await write('node_modules/rates/package.json', '{"name":"rates","type":"module","exports":"./index.js"}');
    await write('node_modules/rates/index.js', 'export const rate = 12;');
    await write('shared/workload.ts', `export const workload = { GetObject: { share: 1 as number } };`);
    await write('phases.json', '{"steady":"3s"}');
    const file = await write(
      'drill.ts',
      `${header}
      import { readFileSync } from 'node:fs';
      import { rate } from 'rates';
      import { workload } from './shared/workload.ts';
      const phases = JSON.parse(readFileSync(new URL('./phases.json', import.meta.url), 'utf8'));
      export default defineDrill({ regions: { solo: embedded() }, workload, phases, load: load.constant(rate) });`,
    );
    const plan = await loadPlan(file);
    expect(plan.workloads[0]?.load).toMatchObject({ points: [{ atMs: 0, perSecond: 12 }] });
    expect(plan.phases[0]?.toMs).toBe(3000);
  });

  test('from a path with characters that mean something elsewhere', async () => {
    expect(await checkDrillFile(await write("it's *?#%41 [x]/drill.ts", valid))).toHaveProperty('drill');
  });

  test('when it is exported under a second name too', async () => {
    const file = await write(
      'drill.ts',
      `${header}export const drill = defineDrill({ ${parts} }); export default drill;`,
    );
    expect(await checkDrillFile(file)).toHaveProperty('drill');
  });

  test('and what it prints goes to stderr, for stdout belongs to results', async () => {
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      await loadDrill(await write('drill.ts', `console.log('hello from the drill');${valid}`));
      expect(stderr.mock.calls.map(([chunk]) => String(chunk)).join('')).toContain('hello from the drill');
      expect(stdout.mock.calls.map(([chunk]) => String(chunk)).join('')).not.toContain('hello');
    } finally {
      stdout.mockRestore();
      stderr.mockRestore();
    }
  });

  test('though it leaves a timer behind', async () => {
    const file = await write('drill.ts', `setInterval(() => {}, 1000);${valid}`);
    expect(await checkDrillFile(file)).toHaveProperty('drill');
  });
});

describe('one failure tells', () => {
  test.each([-1, 1.5, Number.NaN, 2 ** 32])('that %d is no seed', async (seed) => {
    const file = await write('drill.ts', valid);
    expect(await catchFailure(loadDrill(file, { seed }))).toMatchObject({ code: 'seed-invalid' });
  });

  test('that there is no such file', async () => {
    const failure = await catchFailure(loadDrill(join(folder, 'missing.ts')));
    expect(failure).toMatchObject({ code: 'drill-not-found', message: expect.stringContaining('missing.ts') });
  });

  test('that it is a folder', async () => {
    expect(await catchFailure(loadDrill(folder))).toMatchObject({ code: 'drill-is-folder' });
  });

  test('that it is no regular file', async () => {
    const pipe = join(folder, 'pipe.ts');
    execFileSync('mkfifo', [pipe]);
    expect(await catchFailure(loadDrill(pipe))).toMatchObject({ code: 'drill-not-a-file' });
  });

  test.skipIf(process.getuid?.() === 0)('that it can not be read', async () => {
    const file = await write('drill.ts', valid);
    await chmod(file, 0);
    expect(await catchFailure(loadDrill(file))).toMatchObject({ code: 'drill-unreadable' });
  });

  test('where its syntax is wrong', async () => {
    const failure = await catchFailure(loadDrill(await write('drill.ts', `${header}export default = 3;`)));
    expect(failure.code).toBe('drill-syntax');
    expect(failure.message).toMatch(/drill\.ts:2:16: Unexpected "="$/);
  });

  test('that an import can not be found', async () => {
    const failure = await catchFailure(
      loadDrill(await write('drill.ts', `import './gone.ts';\nimport 'no-such-package';`)),
    );
    expect(failure.code).toBe('drill-syntax');
    expect(failure.message).toMatch(/drill\.ts:1:8: Could not resolve "\.\/gone\.ts"/);
    expect(failure.message).toMatch(/drill\.ts:2:8: Could not resolve "no-such-package"/);
  });

  test('what it threw, and at which line of its own', async () => {
    const file = await write('drill.ts', `${header}\ninterface Unused { a: 1 }\n  load.constnat('1/s');\n`);
    const failure = await catchFailure(loadDrill(file));
    expect(failure.code).toBe('drill-threw');
    expect(failure.message).toBe(`${file}:4:8: the drill threw TypeError: load.constnat is not a function`);
  });

  test('what its neighbour threw', async () => {
    await write('neighbour.ts', `\nthrow new RangeError('out of regions');`);
    const failure = await catchFailure(loadDrill(await write('drill.ts', `import './neighbour.ts';${valid}`)));
    expect(failure.message).toMatch(/neighbour\.ts:2:7: the drill threw RangeError: out of regions$/);
  });

  test('that it threw something that is no error', async () => {
    const failure = await catchFailure(loadDrill(await write('drill.ts', `throw 'a tantrum';`)));
    expect(failure).toMatchObject({
      code: 'drill-threw',
      message: expect.stringMatching(/the drill threw a tantrum$/),
    });
  });

  test('that a promise it left alone was rejected', async () => {
    const failure = await catchFailure(
      loadDrill(await write('drill.ts', `await Promise.reject(new Error('nobody home'));`)),
    );
    expect(failure).toMatchObject({ code: 'drill-threw', message: expect.stringContaining('nobody home') });
  });

  test('that it never stops', async () => {
    const failure = await catchFailure(loadDrill(await write('drill.ts', 'for (;;);'), { limitMs: 300 }));
    expect(failure).toMatchObject({ code: 'drill-timeout', message: expect.stringContaining('within 0.3 s') });
  });

  test('that it waits for what takes too long', async () => {
    const file = await write('drill.ts', `await new Promise((resolve) => setTimeout(resolve, 60_000));${valid}`);
    expect(await catchFailure(loadDrill(file, { limitMs: 300 }))).toMatchObject({ code: 'drill-timeout' });
  });

  test('that it awaits what never happens', async () => {
    const file = await write('drill.ts', `await new Promise(() => {});${valid}`);
    expect(await catchFailure(loadDrill(file))).toMatchObject({ code: 'drill-unfinished' });
  });

  test.each([0, 3])('that it ended its process with %d', async (code) => {
    const file = await write('drill.ts', `process.exit(${code});${valid}`);
    const failure = await catchFailure(loadDrill(file));
    expect(failure).toMatchObject({ code: 'drill-exited', message: expect.stringContaining(`exit code ${code}`) });
  });

  test.each([
    ['nothing', `${header}defineDrill({ ${parts} });`, 'drill-no-default', /has no default export/],
    [
      'a drill by name only',
      `${header}export const a = defineDrill({ ${parts} });`,
      'drill-no-default',
      /exports a, but nothing as default/,
    ],
    ['two drills', `${valid}export const b = defineDrill({ ${parts}, name: 'b' });`, 'drill-several', /default and b/],
    [
      'a list of drills',
      `${header}export default [defineDrill({ ${parts} })];`,
      'drill-not-defined',
      /a list of drills/,
    ],
    ['a function', `${header}export default () => defineDrill({ ${parts} });`, 'drill-not-defined', /a function/],
    ['a class', `export default class Drill {}`, 'drill-not-defined', /a class/],
    [
      'a promise',
      `${header}export default Promise.resolve(defineDrill({ ${parts} }));`,
      'drill-not-defined',
      /a promise/,
    ],
    ['a number', `export default 7;`, 'drill-not-defined', /a number/],
    ['null', `export default null;`, 'drill-not-defined', /null/],
    ['a bare object', `export default {};`, 'drill-not-defined', /not from defineDrill/],
  ])('that it exports %s', async (_, text, code, message) => {
    const failure = await catchFailure(loadDrill(await write('drill.ts', text)));
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('every problem of an invalid drill, each on its line', async () => {
    const file = await write(
      'drill.ts',
      `${header}export default defineDrill({ ${parts}, worklaod: 1, faults: [faults.internalEror({ region: 'sol' })] } as any);`,
    );
    const failure = await catchFailure(loadDrill(file));
    expect(failure.code).toBe('drill-invalid');
    const [first, ...lines] = failure.message.split('\n');
    expect(first).toMatch(/drill\.ts has 2 problems:$/);
    expect(lines).toEqual([
      "  worklaod: unknown key 'worklaod'; did you mean 'workload'?",
      expect.stringMatching(/^ {2}faults\[0\]\.kind: .*; did you mean 'internalError'\?$/),
    ]);
  });
});

describe('recorded rates', () => {
  const drillWith = (written: string) =>
    `${header}export default defineDrill({ regions: { solo: embedded() }, ${written} });`;
  const workload = '{ GetObject: { share: 1 } }';

  test('are read from beside the drill, for all workloads or one', async () => {
    await write('rates/day.csv', 'seconds,rate\n0,10\n5,20\n');
    const one = await loadPlan(
      await write('one.ts', drillWith(`workload: ${workload}, load: load.csv('rates/day.csv')`)),
    );
    const several = `workloads: { a: { workload: ${workload}, load: load.csv('./rates/day.csv') }, b: { workload: ${workload} } }`;
    const two = await loadPlan(await write('two.ts', drillWith(several)));
    const recorded = {
      model: 'open',
      shape: 'csv',
      arrivals: 'poisson',
      points: [
        { atMs: 0, perSecond: 10 },
        { atMs: 5000, perSecond: 20 },
      ],
    };
    expect(one.workloads[0]?.load).toEqual(recorded);
    expect(two.workloads[0]?.load).toEqual(recorded);
  });

  test('that are wrong are a problem with the line, told once', async () => {
    await write('day.csv', '0,10\n5;20\n');
    const file = await write('drill.ts', drillWith(`workload: ${workload}, load: load.csv('day.csv')`));
    const checked = await checkDrillFile(file);
    expect('problems' in checked && checked.problems).toEqual([
      { path: 'load.file', message: "'day.csv': line 2: expected seconds,rate, got '5;20'", suggestion: null },
    ]);
  });

  test.each([
    ['gone.csv', /no such file/],
    ['.', /not a regular file/],
  ])('in %s can not be read', async (name, message) => {
    const several = `workloads: { a: { workload: ${workload}, load: load.csv('${name}') } }`;
    const checked = await checkDrillFile(await write('drill.ts', drillWith(several)));
    expect('problems' in checked && checked.problems).toEqual([
      { path: 'workloads.a.load.file', message: expect.stringMatching(message), suggestion: null },
    ]);
  });
});

test('a drill with variants has a plan for each', async () => {
  const variants = `variants: { usual: {}, bare: { retry: policies.none() } }`;
  const text = `import { defineDrill, embedded, policies } from 's3drill'; export default defineDrill({ ${parts}, ${variants} });`;
  const plans = await loadDrill(await write('drill.ts', text), { seed: 7 });
  expect(plans.map(({ drill, seed }) => [drill.variant, seed])).toEqual([
    ['usual', 7],
    ['bare', 7],
  ]);
});

test('what is no data in a drill is a problem with its path, told once', async () => {
  const file = await write(
    'drill.ts',
    `${header}
    const circle = {}; circle.circle = circle;
    export default defineDrill({
      regions: { solo: embedded },
      workload: { GetObject: { share: () => 1 } },
      seed: 7n,
      phases: { steady: new Date(0), fault: Promise.resolve('1s') },
      objects: circle,
      objectives: [objectives.recoveryTime()],
    } as any);`,
  );
  const checked = await checkDrillFile(file);
  expect('problems' in checked && checked.problems.map(({ path, message }) => [path, message])).toEqual([
    ['regions.solo', "a drill is data; a function can't be part of it"],
    ['workload.GetObject.share', "a drill is data; a function can't be part of it"],
    ['seed', "a drill is data; a bigint can't be part of it"],
    ['phases.steady', "a drill is data; an instance of Date can't be part of it"],
    ['phases.fault', "a drill is data; a promise can't be part of it; await it"],
    ['objects.circle', 'a drill is data; this part contains itself'],
    ['objectives[0]', 'this objective has no bound; end it with .atMost(…)'],
  ]);
});
