import type { Result } from '../shared/contracts/result.ts';
import { listCases } from './junit/list-cases.ts';
import { writeSuites } from './junit/write-suites.ts';
import { nameRun } from './view/name-run.ts';

/**
 * JUnit's XML for a CI: a suite per phase, `run` for objectives over the whole run, and `comparison` where there were
 * baselines; a case per objective or metric.
 */
export function renderJunit(result: Result): string {
  const cases = listCases(result);
  const className = nameRun(result.drill);
  const shared = { className, timestamp: result.run.startedAt, status: result.verdict.status };
  const suites = [...result.phases.map((phase) => phase.name), 'run', 'comparison'].map((name) => ({
    ...shared,
    name,
    cases: cases.filter(({ scope }) => scope === name),
  }));
  return writeSuites(
    className,
    suites.filter((suite) => suite.cases.length > 0),
  );
}
