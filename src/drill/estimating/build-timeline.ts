import type { Plan, PlannedFault } from '../../shared/contracts/plan.ts';
import { joinWords } from '../../shared/format.ts';

export interface TimelineLine {
  atMs: number;
  text: string;
}

/** What happens when, in order. */
export function buildTimeline(plan: Plan, durationMs: number): TimelineLine[] {
  const { phases, faults } = plan;
  const lines = [
    ...faults.map(({ kind, region, toMs }) => ({ atMs: toMs, text: `revert ${kind} in ${region}` })),
    ...phases.map(({ name, fromMs }) => ({ atMs: fromMs, text: `phase ${name}` })),
    ...faults.map((fault) => ({ atMs: fault.fromMs, text: describeInjection(fault) })),
    ...describeSwitches(plan),
    { atMs: durationMs, text: 'end of the load' },
  ];
  // Sorting is stable: what happens at the same time stays in the order above.
  return lines.sort((left, right) => left.atMs - right.atMs);
}

function describeInjection({ kind, region, selectors }: PlannedFault): string {
  const { operations, prefix, probability, first } = selectors;
  const narrowed = [
    operations?.join(', '),
    prefix === undefined ? undefined : `keys under '${prefix}'`,
    probability === undefined ? undefined : `probability ${probability}`,
    first === undefined ? undefined : `the first ${first}`,
  ].filter((part) => part !== undefined);
  return `inject ${kind} in ${region}${narrowed.length === 0 ? '' : ` (${narrowed.join('; ')})`}`;
}

/** One line for all workloads that are switched alike. */
function describeSwitches({ workloads }: Plan): TimelineLine[] {
  const switches = new Map<string, { atMs: number; what: string; names: string[] }>();
  for (const { name, clients } of workloads) {
    const operator = clients.failover?.operator ?? null;
    if (operator === null) continue;
    const times = [
      [operator.awayAtMs, `away from ${clients.primary}`],
      [operator.backAtMs, `back to ${clients.primary}`],
    ] as const;
    for (const [atMs, what] of times) {
      if (atMs === null) continue;
      const known = switches.get(`${atMs} ${what}`);
      if (known === undefined) switches.set(`${atMs} ${what}`, { atMs, what, names: [name] });
      else known.names.push(name);
    }
  }
  return [...switches.values()].map(({ atMs, what, names }) => {
    const whose = names.length === workloads.length ? '' : ` of ${joinWords(names)}`;
    return { atMs, text: `the operator switches the clients${whose} ${what}` };
  });
}
