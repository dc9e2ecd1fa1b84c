import { type JunitCase, listCases } from './junit/list-cases.ts';
import { type Suite, writeSuites } from './junit/write-suites.ts';
import type { VariantRun, VariantsRun } from './view/variants/variant-run.ts';

/** The same for several variants: a suite each. One that was not run is an error, or it would look green. */
export function renderVariantsJunit({ drill, variants }: VariantsRun): string {
  return writeSuites(
    drill,
    variants.map((variant) => buildSuite(drill, variant)),
  );
}

const notRun: JunitCase = {
  scope: 'run',
  name: 'the variant was run',
  outcome: 'error',
  message: 'It was not run.',
  details: '',
};

function buildSuite(drill: string, { name, ran }: VariantRun): Suite {
  const shared = { name, className: `${drill}.${name}` };
  if (ran === null) return { ...shared, timestamp: null, status: 'interrupted', cases: [notRun] };
  const { run, verdict } = ran.result;
  return { ...shared, timestamp: run.startedAt, status: verdict.status, cases: listCases(ran.result) };
}
