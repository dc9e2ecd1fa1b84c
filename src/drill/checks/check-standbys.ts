import { locateKey } from '../clients/layers.ts';
import type { Problem } from '../problem.ts';
import { type Check, problemAt } from './check.ts';

/** Whether the regions of each client, written perhaps in different places, go together. */
export const checkStandbys: Check = (_, setups) =>
  setups.flatMap(({ clients: { primary, standby, failover }, layers }) => {
    const problems: Problem[] = [];
    const { key, path } = locateKey(layers, ['standby', 'primary']);
    standby.forEach((name, index) => {
      const at = key === 'standby' ? `${path}[${index}]` : path;
      if (name === primary) problems.push(problemAt(at, `'${name}' is the primary; a standby is another region`));
      else if (standby.indexOf(name) < index) problems.push(problemAt(at, `'${name}' is listed twice`));
    });
    if (failover === null) return problems;
    if (standby.length === 0) {
      const { path: at } = locateKey(layers, ['failover', 'standby']);
      problems.push(problemAt(at, 'there is no standby to fail over to; name one in standby'));
    }
    for (const name of Object.keys(failover.weights ?? {})) {
      if (name === primary || standby.includes(name)) continue;
      const { path: at } = locateKey(layers, ['failover', 'standby']);
      problems.push(problemAt(at, `weights '${name}', which is neither the primary nor a standby of these clients`));
    }
    return problems;
  });
