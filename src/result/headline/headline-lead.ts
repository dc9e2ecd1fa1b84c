import type { Objective } from '../../shared/contracts/plan.ts';
import type { Rule } from '../../shared/contracts/result.ts';
import {
  formatFactor,
  formatMs,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatValue,
} from '../../shared/format.ts';
import { describeFaults } from '../describe-faults.ts';
import { nameQuantile } from '../objectives/judge-latency.ts';
import { describeWhen, type HeadlineFacts } from './headline-facts.ts';
import { findRefuge, nameHome } from './headline-traffic.ts';

/** The headline's first clause: one rule's measure, where and when, against its objective. */
export function describeLead(facts: HeadlineFacts, rule: Rule, objective: Objective): string {
  const unclear = rule.status === 'inconclusive' ? ', too little evidence to tell' : '';
  const bound = `(objective ${formatValue(objective.value, objective.unit)}${unclear})`;
  const when = describeWhen(facts, objective.phase);
  const operations = nameOperations(objective);
  const deeds = describeFaults(facts.plan.faults, facts.faults);
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
      return `Each request took ${formatNumber(value)} attempts ${when} ${bound}`;
    case 'retrySynchronisation': {
      const during = describeWhen(facts, 'fault');
      if (value === null) return `There were too few retries ${during} to tell whether they came in pulses ${bound}`;
      return `Retries peaked at ${formatFactor(value)} the mean around them ${during} ${bound}`;
    }
    case 'breakerOpenings': {
      const whose = objective.region === null ? '' : ` of ${objective.region}`;
      return `Breakers${whose} opened ${formatQuantity(value ?? 0, 'time')} ${when} ${bound}`;
    }
    case 'trafficShare': {
      const whose = objective.workload === null ? '' : ` of workload ${objective.workload}`;
      if (value === null) return `No region served any operation${whose} ${when} ${bound}`;
      return `${objective.region ?? 'All regions'} served ${formatPercent(value)} of the traffic${whose} ${when} ${bound}`;
    }
    case 'shedShare':
      if (value === null) return `No ${operations} were scheduled ${when} ${bound}`;
      return `Clients shed ${formatPercent(value)} of ${operations} ${when} ${bound}`;
    case 'detectionTime':
      if (value === null) return `No client noticed${cause === '' ? ' a fault' : ` anything${cause}`} ${bound}`;
      return `Clients took ${formatMs(value)} to notice${cause} ${bound}`;
    case 'failoverTime':
      if (value === null) return `Traffic never moved as a whole${cause} ${bound}`;
      return `Traffic took ${formatMs(value)} to move to ${findRefuge(facts)}${cause} ${bound}`;
    case 'recoveryTime':
      if (value === null) return `The service did not recover within the run${cause} ${bound}`;
      return `The service took ${formatMs(value)} to recover${cause} ${bound}`;
    case 'failbackTime': {
      const home = nameHome(facts.plan);
      if (value === null) return `Traffic did not return to ${home} within the run ${bound}`;
      return `Traffic took ${formatMs(value)} to return to ${home} once the fault had ended ${bound}`;
    }
  }
}

/** `critical GetObject operations of workload checkout served by us-west-2` */
function nameOperations({ operation, region, priority, workload }: Objective): string {
  return [
    priority ?? '',
    operation ?? '',
    'operations',
    workload === null ? '' : `of workload ${workload}`,
    region === null ? '' : `served by ${region}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
