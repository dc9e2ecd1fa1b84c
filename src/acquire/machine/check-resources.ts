import { type Fact, reportFact } from './fact.ts';

/** The default drill leaves half of two cores idle; on one, k6 and the regions wait for each other. */
const enoughCores = 2;
/** k6, the runner and two embedded regions of the default drill stay well below it. */
const enoughMemoryBytes = 1024 ** 3;

export function checkCores(cores: number): Fact {
  if (cores >= enoughCores) return reportFact('cores', String(cores));
  const advice = 'Expect runs to be invalid at high rates: k6 and the regions share one core.';
  return reportFact('cores', String(cores), { state: 'attention', advice });
}

/** @param availableBytes what this process may still take, the container's limit included */
export function checkMemory(availableBytes: number): Fact {
  const value = `${(availableBytes / 1024 ** 3).toFixed(1)} GiB available`;
  if (availableBytes >= enoughMemoryBytes) return reportFact('memory', value);
  return reportFact('memory', value, { state: 'attention', advice: 'Close other programs, or raise the limit.' });
}
