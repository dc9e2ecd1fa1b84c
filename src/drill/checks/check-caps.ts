import { defaultObjectBytes } from '../defaults.ts';
import type { Problem } from '../problem.ts';
import { type Check, problemAt } from './parts.ts';

/** More than one machine can send through loopback. */
const mostPerSecond = 20_000;
const longestRunMs = 24 * 3_600_000;
/** Embedded regions hold their objects in memory. */
const mostSeededBytes = 1024 ** 3;
/** Each operation in flight holds a connection, and Linux has some 28,000 local ports for one endpoint. */
const mostInFlight = 20_000;

/** Bounds that keep a slip of the pen from taking the machine down. */
export const checkCaps: Check = ({ clients, load, phases, objects, workload }) => {
  const problems: Problem[] = [];
  const refuse = (path: string, what: string, is: number, most: number, unit: string) => {
    if (is <= most) return;
    const figures = `${is.toLocaleString('en-US')}${unit}; the cap is ${most.toLocaleString('en-US')}${unit}`;
    problems.push(problemAt(path, `${what} is ${figures}`));
  };
  if (load) refuse('load.rate', 'the arrival rate', load.rate, mostPerSecond, '/s');
  if (phases) {
    const hours = (phases.steady + phases.fault + phases.recovery) / 3_600_000;
    refuse('phases', 'the whole run', hours, longestRunMs / 3_600_000, ' h');
  }
  if (objects) {
    const bytes = objects.count * (objects.size ?? workload?.GetObject?.size ?? defaultObjectBytes);
    refuse('objects', 'count × size, held in memory by each region,', bytes, mostSeededBytes, ' bytes');
  }
  if (clients) {
    const inFlight = clients.count * clients.concurrency;
    refuse('clients', 'count × concurrency, the operations in flight,', inFlight, mostInFlight, '');
  }
  return problems;
};
