import type { VerdictStatus } from '../../shared/contracts/result.ts';
import { element, escapeXml } from '../xml.ts';
import type { JunitCase, Outcome } from './list-cases.ts';

export interface Suite {
  name: string;
  /** First part of its cases' class names. */
  className: string;
  /** When its run started; null: it never did. */
  timestamp: string | null;
  status: VerdictStatus;
  cases: readonly JunitCase[];
}

/** A whole `junit.xml`. */
export function writeSuites(name: string, suites: readonly Suite[]): string {
  const counts = countOutcomes(suites.flatMap(({ cases }) => cases));
  const root = element('testsuites', { name, ...counts }, suites.map(writeSuite));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function writeSuite({ name, className, timestamp, status, cases }: Suite): string {
  const written = cases.map((one) => writeCase(one, className, status));
  return element('testsuite', { name, timestamp, ...countOutcomes(cases) }, written);
}

function writeCase(
  { scope, name, outcome, message, details }: JunitCase,
  className: string,
  type: VerdictStatus,
): string {
  const attributes = { classname: `${className}.${scope}`, name };
  if (outcome === 'passed') return element('testcase', attributes);
  const children = details === '' ? null : [escapeXml(details)];
  const found = element(outcome, outcome === 'skipped' ? { message } : { message, type }, children);
  return element('testcase', attributes, [found]);
}

function countOutcomes(cases: readonly JunitCase[]) {
  const count = (wanted: Outcome) => cases.filter(({ outcome }) => outcome === wanted).length;
  return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}
