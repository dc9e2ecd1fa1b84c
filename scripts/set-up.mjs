/**
 * Installs what is missing: dependencies, the build, and with `--with-k6` k6. What is there already is left alone, so
 * `npm start` and `npm test` run this every time. It must run with nothing installed, hence plain JavaScript.
 * All output goes to stderr; the exit code is 0 when everything is in place, else 1 (2 for a Node that is too old).
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const commandLine = join(root, 'dist', 'cli.js');
const buildStamp = join(root, 'node_modules', '.s3drill-build');
/** What the build is made from, besides the dependencies. */
const buildInputs = ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

checkNode();
installDependencies();
build();
if (process.argv.includes('--with-k6')) getK6();

function checkNode() {
  const oldest = readJson('package.json').engines.node.replace('>=', '');
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldest.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  fail(`s3drill needs Node ${oldest} or newer, but this is ${process.versions.node}: install it from nodejs.org`, 2);
}

function installDependencies() {
  if (areDependenciesInstalled()) return say('✓ dependencies');
  say('… installing dependencies (npm ci)');
  // NODE_ENV=production would leave the compiler out.
  run(...nameNpm(), ['ci', '--include=dev', '--no-audit', '--no-fund'], 'the dependencies could not be installed');
  say('✓ dependencies installed');
}

/** npm records what it has installed in a lock file of its own; packages for other platforms are not in it. */
function areDependenciesInstalled() {
  const record = join('node_modules', '.package-lock.json');
  if (!existsSync(join(root, record))) return false;
  const installed = readJson(record).packages;
  const { '': _self, ...wanted } = readJson('package-lock.json').packages;
  return (
    Object.entries(wanted).every(([path, entry]) => entry.optional === true || isSame(entry, installed[path])) &&
    Object.entries(installed).every(([path, entry]) => isSame(entry, wanted[path]) && runsHere(entry))
  );
}

function isSame(left, right) {
  return right !== undefined && left.version === right.version && left.integrity === right.integrity;
}

/** False for a node_modules that another system filled: a folder shared with a container, say. */
function runsHere({ os = [process.platform], cpu = [process.arch] }) {
  const allows = (list, name) => list.includes(name) || list.some((entry) => entry.startsWith('!'));
  return allows(os, process.platform) && allows(cpu, process.arch);
}

function build() {
  const inputs = hashInputs();
  if (existsSync(buildStamp) && readFileSync(buildStamp, 'utf8') === describeBuild(inputs)) return say('✓ build');
  say('… building (tsc)');
  // A source file that is gone would otherwise live on in dist.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  run(process.execPath, [compiler], ['-p', 'tsconfig.build.json'], 'the build failed');
  chmodSync(commandLine, 0o755);
  writeFileSync(buildStamp, describeBuild(inputs));
  say('✓ built');
}

/** The time of dist/cli.js tells a build that somebody made from other sources since; '' without a build. */
function describeBuild(inputs) {
  return existsSync(commandLine) ? `${inputs} ${statSync(commandLine).mtimeMs}` : '';
}

function hashInputs() {
  const hash = createHash('sha256');
  for (const input of buildInputs) {
    for (const file of listFiles(join(root, input))) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function listFiles(path) {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => listFiles(join(path, name)));
}

/** `doctor --fix` tells its steps on stderr and what it found as JSON on stdout; it exits with 0 when a drill can run. */
function getK6() {
  const doctor = spawnSync(process.execPath, [commandLine, 'doctor', '--fix', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  const report = parseReport(doctor.stdout);
  for (const fact of report?.facts ?? []) {
    if (fact.state === 'missing') say([`✗ ${fact.id}: ${fact.value}`, ...fact.details, fact.advice].join('\n    '));
  }
  if (doctor.status !== 0) fail('no drill can run here yet: `s3drill doctor` tells more');
  say(`✓ k6 v${report.k6.version} (${report.k6.source})`);
}

function parseReport(text) {
  try {
    return JSON.parse(text);
  } catch {
    return fail(`\`s3drill doctor --json\` printed no JSON: ${text}`);
  }
}

/** The npm that runs us, by its script, because Windows starts npm.cmd through a shell only. */
function nameNpm() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('npm-cli.js')) return [process.execPath, [script]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

function run(command, firstArgs, args, reason) {
  const { status, signal, error } = spawnSync(command, [...firstArgs, ...args], {
    cwd: root,
    // Its output is progress, not a result: to stderr.
    stdio: ['ignore', 2, 2],
    shell: command.endsWith('.cmd'),
  });
  if (status !== 0)
    fail(`${reason}: ${command} ${error?.message ?? (signal ? `got ${signal}` : `exited with ${status}`)}`);
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text, exitCode = 1) {
  say(`✗ ${text}`);
  process.exit(exitCode);
}
