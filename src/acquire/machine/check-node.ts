import { type Fact, reportFact } from './fact.ts';

/** @param version as `process.versions.node` gives it; @param oldest `20.19` */
export function checkNode(version: string, oldest: string): Fact {
  if (isAtLeast(version, oldest)) return reportFact('node', `v${version}`);
  const advice = `Install Node ${oldest} or newer from nodejs.org.`;
  return reportFact('node', `v${version}`, { state: 'missing', advice });
}

function isAtLeast(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
