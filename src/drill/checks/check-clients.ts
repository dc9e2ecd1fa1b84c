import type { Problem } from '../problem.ts';
import { type Check, problemAt } from './parts.ts';

export const checkClients: Check = ({ clients }) => {
  if (clients === undefined) return [];
  const { primary, standby, deadline, attemptTimeout, failover, breaker } = clients;
  const problems: Problem[] = [];
  standby.forEach((name, index) => {
    const path = `clients.standby[${index}]`;
    if (name === primary) problems.push(problemAt(path, `'${name}' is the primary; a standby is another region`));
    else if (standby.indexOf(name) < index) problems.push(problemAt(path, `'${name}' is listed twice`));
  });
  if (attemptTimeout > deadline) {
    problems.push(
      problemAt(
        'clients.attemptTimeout',
        `is ${attemptTimeout} ms, longer than the deadline of the whole operation, ${deadline} ms`,
      ),
    );
  }
  if (failover !== null && standby.length === 0) {
    problems.push(problemAt('clients.failover', 'there is no standby to fail over to; name one in clients.standby'));
  }
  if (failover !== null && breaker === null) {
    problems.push(
      problemAt('clients.failover', 'clients leave a region when its breaker opens, and clients.breaker is off'),
    );
  }
  return problems;
};
