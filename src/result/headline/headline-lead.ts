import type { Objective } from '../../shared/contracts/plan.ts';
import type { Rule } from '../../shared/contracts/result.ts';
import { formatMs, formatNumber, formatPercent, formatValue } from '../../shared/format.ts';
import { describeFaults } from '../describe-faults.ts';
import { nameQuantile } from '../objectives/judge-latency.ts';
import { describeWhen, type HeadlineFacts } from './headline-facts.ts';
import { findRefuge } from './headline-traffic.ts';

/** The headline's first clause: one rule's measure, where and when, against its objective. */
export function describeLead(facts: HeadlineFacts, rule: Rule, objective: Objective): string {
  const unclear = rule.status === 'inconclusive' ? ', too little evidence to tell' : '';
  const bound = `(objective ${formatValue(objective.value, objective.unit)}${unclear})`;
  const when = describeWhen(facts, objective.phase);
  const operations = `${objective.operation === null ? '' : `${objective.operation} `}operations${objective.region === null ? '' : ` served by ${objective.region}`}`;
  const deeds = describeFaults(facts.faults);
  const cause = deeds === null ? '' : ` after ${deeds}`;
  const { value } = rule;

  switch (objective.measure) {
    case 'successRate':
      if (value === null) return `No ${operations} were scheduled ${when} ${bound}`;
      return `${formatPercent(value)} of ${operations} succeeded ${when} ${bound}`;
    case 'latency': {
      const quantile = nameQuantile(objective.quantile ?? 0.99);
      if (value !== null) return `Latency ${quantile} of ${operations} was ${formatMs(value)} ${when} ${bound}`;
      if (rule.status === 'missed') return `None of the ${operations} succeeded ${when} ${bound}`;
      return `Too few ${operations} succeeded ${when} to tell ${quantile} ${bound}`;
    }
    case 'retryAmplification':
      if (value === null) return `No ${operations} were sent ${when} ${bound}`;
      return `Each operation took ${formatNumber(value)} attempts ${when} ${bound}`;
    case 'detectionTime':
      if (value === null) return `No client noticed${cause === '' ? ' a fault' : ` anything${cause}`} ${bound}`;
      return `Clients took ${formatMs(value)} to notice${cause} ${bound}`;
    case 'failoverTime':
      if (value === null) return `Traffic never moved to a standby${cause} ${bound}`;
      return `Traffic took ${formatMs(value)} to move to ${findRefuge(facts)}${cause} ${bound}`;
    case 'recoveryTime':
      if (value === null) return `The service did not recover within the run${cause} ${bound}`;
      return `The service took ${formatMs(value)} to recover${cause} ${bound}`;
    case 'failbackTime': {
      const { primary } = facts.plan.clients;
      if (value === null) return `Traffic did not return to ${primary} within the run ${bound}`;
      return `Traffic took ${formatMs(value)} to return to ${primary} once the fault had ended ${bound}`;
    }
  }
}
