import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import Handlebars from 'handlebars';
import type { Plan } from '../shared/contracts/plan.ts';
import { formatMoment } from '../shared/format.ts';
import { describeLoad } from '../shared/load.ts';
import { takeRetryCodeOnly } from './take-retry-code-only.ts';

const templates = new URL('../../templates/script/', import.meta.url);
/** Without its extension: TypeScript in a checkout, JavaScript in the package; esbuild finds either. */
const entry = fileURLToPath(new URL('../k6/create-drill', import.meta.url));

/**
 * Turns a plan into one k6 script: a readable header, the parts that run inside k6, and the plan itself. Holds no
 * secret: endpoints and credentials reach the script by its environment.
 */
export async function compileScript(plan: Plan, version: string): Promise<string> {
  const [header, contents] = await Promise.all([
    render('header.hbs', describePlan(plan, version)),
    render('entry.hbs', { entry, plan }),
  ]);
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(templates), sourcefile: 'drill.js' },
    banner: { js: header },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    external: ['k6', 'k6/*'],
    treeShaking: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [takeRetryCodeOnly],
    // esbuild names each file's origin relative to here: no path of the machine gets into the script.
    absWorkingDir: fileURLToPath(new URL('../../', import.meta.url)),
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error('esbuild produced no script');
  return script.text;
}

function describePlan(plan: Plan, version: string): Record<string, unknown> {
  const regions = plan.regions.map(({ name, replicatesFrom }) =>
    replicatesFrom === null ? name : `${name} (replicates from ${replicatesFrom})`,
  );
  const toWindow = <T extends { fromMs: number; toMs: number }>(window: T) => ({
    ...window,
    from: formatMoment(window.fromMs),
    to: formatMoment(window.toMs),
  });
  return {
    title: plan.drill.name,
    hypothesis: plan.drill.hypothesis,
    file: plan.drill.file,
    version,
    seed: plan.seed,
    hash: plan.drill.hash.slice(0, 12),
    variant: plan.drill.variant,
    workloads: plan.workloads.map((workload) => ({
      label: plan.workloads.length === 1 ? 'clients' : workload.name,
      clients: workload.clients.count,
      concurrency: workload.clients.concurrency,
      load: describeLoad(workload),
    })),
    regions: regions.join(', '),
    phases: plan.phases.map(toWindow),
    faults: plan.faults.map(toWindow),
  };
}

async function render(template: string, context: Record<string, unknown>): Promise<string> {
  const handlebars = Handlebars.create();
  // A name chosen by a user must not end the comment, nor begin a line of its own, nor move a terminal's cursor.
  handlebars.registerHelper('comment', (text: unknown) =>
    String(text)
      .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .replaceAll('*/', '* /'),
  );
  // U+2028 and U+2029 end a line in old engines; JSON leaves them as they are.
  handlebars.registerHelper('json', (value: unknown) =>
    JSON.stringify(value, null, 2).replace(/[\u2028\u2029]/g, (character) =>
      character === '\u2028' ? '\\u2028' : '\\u2029',
    ),
  );
  handlebars.registerHelper('pad', (text: unknown, width: number) => String(text).padEnd(width));
  const source = await readFile(new URL(template, templates), 'utf8');
  return handlebars.compile(source, { strict: true })(context);
}
