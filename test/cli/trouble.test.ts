import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Result, resultSchema } from '../../src/shared/contracts/result.ts';
import { readJson } from '../../src/store/read-json.ts';
import { describeShortDrill, makeDirectory, runCli, type Started, startCli, writeDrill } from './drive.ts';
import { listDescendants, readCommand, waitForEnd } from './processes.ts';

const minute = 60_000;

async function startDrill(): Promise<{ cli: Started; runs: string }> {
  const directory = await makeDirectory();
  const drill = await writeDrill(
    directory,
    describeShortDrill({ phases: "{ steady: '3s', fault: '20s', recovery: '3s' }" }),
  );
  const runs = join(directory, 'runs');
  return { cli: startCli(['run', drill, '--out', runs]), runs };
}

async function findRun(runs: string): Promise<string> {
  const [id] = await readdir(join(runs, 'test-drill'));
  return join(runs, 'test-drill', id as string);
}

async function readResult(run: string): Promise<Result> {
  return readJson(join(run, 'result.json'), resultSchema, 'a result');
}

async function findProcess(cli: Started, pattern: RegExp): Promise<number> {
  for (const pid of await listDescendants(cli.pid)) if (pattern.test(await readCommand(pid))) return pid;
  throw new Error(`no process matches ${pattern}`);
}

describe('a run that is interrupted', () => {
  test('in mid-fault reverts the fault, reports what was measured, leaves nothing behind and exits with 130', {
    timeout: minute,
  }, async () => {
    const { cli, runs } = await startDrill();
    await cli.sees(/first failed over/);
    const processes = await listDescendants(cli.pid);
    expect(processes.length).toBeGreaterThanOrEqual(3);
    cli.kill('SIGINT');
    const { code, stdout } = await cli.ended;
    expect(code).toBe(130);
    expect(stdout).toContain('report.html');
    expect(await waitForEnd(processes, 5000)).toEqual([]);
    const result = await readResult(await findRun(runs));
    expect(result.verdict.status).toBe('interrupted');
    expect(result.totals.succeeded).toBeGreaterThan(0);
    expect(result.faults[0]?.injected).toBeGreaterThan(0);
    // Well before the 23 s at which the timeline would have reverted it.
    expect(result.faults[0]?.toMs).toBeLessThan(15_000);
  });

  test('before the load has begun exits with 130 too', { timeout: minute }, async () => {
    const { cli } = await startDrill();
    await cli.sees(/starting 2 regions/);
    cli.kill('SIGINT');
    expect((await cli.ended).code).toBe(130);
  });
});

describe('when a part of a run is killed', () => {
  test('the runner: regions and k6 end by themselves, and the run can still be reported', {
    timeout: minute,
  }, async () => {
    const { cli, runs } = await startDrill();
    await cli.sees(/first failed over/);
    const processes = await listDescendants(cli.pid);
    cli.kill('SIGKILL');
    await cli.ended;
    expect(await waitForEnd(processes, 20_000)).toEqual([]);
    const run = await findRun(runs);
    const { code, stderr } = await runCli(['report', run]);
    expect(stderr).toBe('');
    expect(code).toBe(4);
    const result = await readResult(run);
    expect(result.verdict.status).toBe('invalid');
    expect(result.totals.succeeded).toBeGreaterThan(0);
  });

  test('a region: the run ends early as invalid and names the region', { timeout: minute }, async () => {
    const { cli, runs } = await startDrill();
    await cli.sees(/first failed over/);
    const processes = await listDescendants(cli.pid);
    process.kill(await findProcess(cli, /region-process/), 'SIGKILL');
    expect((await cli.ended).code).toBe(4);
    expect(await waitForEnd(processes, 5000)).toEqual([]);
    const { validity } = await readResult(await findRun(runs));
    expect(validity.reasons.join(' ')).toMatch(/region us-(east-1|west-2) ended/);
  });

  test('k6: the run is invalid and says that k6 was killed', { timeout: minute }, async () => {
    const { cli, runs } = await startDrill();
    await cli.sees(/first failed over/);
    const processes = await listDescendants(cli.pid);
    process.kill(await findProcess(cli, /k6 run/), 'SIGKILL');
    expect((await cli.ended).code).toBe(4);
    expect(await waitForEnd(processes, 5000)).toEqual([]);
    const { validity } = await readResult(await findRun(runs));
    expect(validity.reasons.join(' ')).toMatch(/k6 was killed/);
  });
});

/** An executable that claims to be a k6 of some version, and does with `run` what it is told. */
async function writeFakeK6(version: string, onRun: string): Promise<string> {
  const file = join(await makeDirectory(), 'k6');
  await writeFile(
    file,
    `#!/bin/sh\nif [ "$1" = version ]; then echo "k6 v${version} (go1.25.0, linux/amd64)"; exit 0; fi\n${onRun}\n`,
  );
  await chmod(file, 0o755);
  return file;
}

describe('before a run starts', () => {
  test('a k6 that is too old is refused with its version, and nothing is written', async () => {
    const directory = await makeDirectory();
    const drill = await writeDrill(directory, describeShortDrill({}));
    const { code, stderr } = await runCli([
      'run',
      drill,
      '--out',
      join(directory, 'runs'),
      '--k6',
      await writeFakeK6('1.7.0', ''),
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/1\.7\.0/);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(await readdir(directory)).toEqual(['drill.ts']);
  });

  test('a k6 that crashes makes an invalid run that quotes its last words', async () => {
    const directory = await makeDirectory();
    const drill = await writeDrill(directory, describeShortDrill({}));
    const log = '"$(echo "$*" | sed \'s/.*--log-output=file=\\([^,]*\\),.*/\\1/\')"';
    const crash = `echo 'level=error msg="out of luck"' > ${log}; exit 107`;
    const k6 = await writeFakeK6('2.2.0', crash);
    const { code, stdout } = await runCli(['run', drill, '--out', join(directory, 'runs'), '--k6', k6]);
    expect(code).toBe(4);
    expect(stdout).toMatch(/107/);
    expect(stdout).toMatch(/out of luck/);
  });

  test('an output path that is a file is named, with what to do instead', async () => {
    const directory = await makeDirectory();
    const drill = await writeDrill(directory, describeShortDrill({}));
    const { code, stderr } = await runCli(['run', drill, '--out', drill]);
    expect(code).toBe(2);
    expect(stderr).toContain(drill);
    expect(stderr).toMatch(/--out/);
  });

  test('a busy port is named', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const drill = await writeDrill(await makeDirectory(), describeShortDrill({}));
    const { code, stderr } = await runCli(['regions', drill, '--port', `us-east-1=${port}`]);
    expect(code).toBe(2);
    expect(stderr).toContain(String(port));
  });

  test('a drill with a misspelt region is refused with its path and the nearest name', async () => {
    const drill = await writeDrill(
      await makeDirectory(),
      describeShortDrill({ faults: "faults.internalError({ region: 'us-esat-1' })" }),
    );
    const human = await runCli(['run', drill]);
    expect(human.code).toBe(2);
    expect(human.stderr).toMatch(/faults\[0\]\.region/);
    expect(human.stderr).toMatch(/us-east-1/);
    const machine = await runCli(['validate', drill, '--json']);
    expect(machine.code).toBe(2);
    expect(JSON.parse(machine.stdout)).toMatchObject({ valid: false, problems: [{ path: 'faults[0].region' }] });
  });

  test('a misspelt verb or option gets the exit code for usage and one message', async () => {
    for (const args of [
      ['rnu', 'x.ts'],
      ['run'],
      ['run', 'x.ts', '--sede', '1'],
      ['run', 'x.ts', '--memory', '0'],
      ['run', 'x.ts', '--out'],
      [],
    ]) {
      const { code, stderr } = await runCli(args);
      expect(code, args.join(' ')).toBe(2);
      expect(stderr).toMatch(/^s3drill: /);
    }
  });
});

describe('the package', () => {
  test('does not name its secrets in what a run leaves behind', { timeout: minute }, async () => {
    const directory = await makeDirectory();
    const drill = await writeDrill(
      directory,
      describeShortDrill({ phases: "{ steady: '2s', fault: '2s', recovery: '2s' }" }),
    );
    const cli = startCli(['run', drill, '--out', join(directory, 'runs')]);
    await cli.sees(/phase steady/);
    const k6 = await findProcess(cli, /k6 run/);
    const environment = await readFile(`/proc/${k6}/environ`, 'utf8');
    const regions = /S3DRILL_REGIONS=([^\0]*)/.exec(environment)?.[1] ?? '';
    const { regions: access } = JSON.parse(regions) as { regions: { secretAccessKey: string; controlToken: string }[] };
    await cli.ended;
    const run = await findRun(join(directory, 'runs'));
    expect(access).toHaveLength(2);
    for (const file of await readdir(run)) {
      const bytes = await readFile(join(run, file));
      const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
      for (const { secretAccessKey, controlToken } of access) {
        expect(text.includes(secretAccessKey) || text.includes(controlToken), file).toBe(false);
      }
    }
  });
});
