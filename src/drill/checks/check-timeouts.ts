import { locateKey } from '../clients/layers.ts';
import { settleTimeouts } from '../clients/settle-timeouts.ts';
import type { Problem } from '../problem.ts';
import type { Setup } from '../setups.ts';
import { type Check, problemAt } from './check.ts';

/** An attempt that may outlive its operation was never meant. */
export const checkTimeouts: Check = (_, setups) =>
  setups.flatMap((setup) => [...checkClients(setup), ...checkOwn(setup)]);

function checkClients({ clients: { deadline, attemptTimeout }, layers }: Setup): Problem[] {
  if (attemptTimeout === undefined || attemptTimeout <= deadline) return [];
  const { path } = locateKey(layers, ['attemptTimeout', 'deadline']);
  return [problemAt(path, describeExcess(attemptTimeout, deadline))];
}

function checkOwn({ workload, clients }: Setup): Problem[] {
  return Object.entries(workload.operations).flatMap(([name, operation]) => {
    if (operation?.attemptTimeout === undefined) return [];
    const { deadlineMs } = settleTimeouts(operation, clients);
    if (operation.attemptTimeout <= deadlineMs) return [];
    const path = `${workload.operationsPath}.${name}.attemptTimeout`;
    return [problemAt(path, describeExcess(operation.attemptTimeout, deadlineMs))];
  });
}

function describeExcess(attemptTimeoutMs: number, deadlineMs: number): string {
  return `an attempt may last ${attemptTimeoutMs} ms, longer than its operation's deadline, ${deadlineMs} ms`;
}
