import { nameObjective } from '../name-objective.ts';
import type { Problem } from '../problem.ts';
import type { CheckedObjective } from '../schema/objective-schema.ts';
import type { Setup } from '../setups.ts';
import { type Check, problemAt } from './check.ts';
import { checkMeasurable } from './check-measurable.ts';
import { listSent, type Sent } from './list-sent.ts';

export const checkObjectives: Check = (parts, setups) => {
  const sent = listSent(parts);
  const objectives = parts.objectives ?? [];
  return objectives.flatMap((objective, index) => {
    if (objective === undefined) return [];
    const path = `objectives[${index}]`;
    const twin = objectives
      .slice(0, index)
      .findIndex((earlier) => earlier !== undefined && areTwins(earlier, objective));
    if (twin !== -1) return [problemAt(path, `${nameObjective(objective)} stands already in objectives[${twin}]`)];
    const judged = setups.filter((setup) => isJudgedIn(setup, objective));
    return [...checkScope(objective, path, sent), ...checkMeasurable(objective, path, parts, judged)];
  });
};

/** The same bound on the same thing, judged in the same variant. */
function areTwins(left: CheckedObjective, right: CheckedObjective): boolean {
  if (nameObjective(left) !== nameObjective(right)) return false;
  return left.variant === undefined || right.variant === undefined || left.variant === right.variant;
}

function isJudgedIn({ variant, workload }: Setup, objective: CheckedObjective): boolean {
  if (objective.variant !== undefined && objective.variant !== variant) return false;
  return !('workload' in objective) || objective.workload === undefined || objective.workload === workload.name;
}

const scopeKeys = ['operation', 'priority', 'workload'] as const;

/** An objective on what nobody sends would have nothing to judge. */
function checkScope(objective: CheckedObjective, path: string, sent: readonly Sent[] | null): Problem[] {
  if (sent === null) return [];
  const scope: Partial<Sent> = {};
  const asked: [key: (typeof scopeKeys)[number], name: string][] = [];
  for (const key of scopeKeys) {
    const name = (objective as Partial<Sent>)[key];
    if (name === undefined) continue;
    Object.assign(scope, { [key]: name });
    asked.push([key, name]);
  }
  const meets = (entry: Sent) => asked.every(([key, name]) => entry[key] === name);
  if (sent.some(meets)) return [];
  const alone = asked.find(([key, name]) => !sent.some((entry) => entry[key] === name));
  if (alone !== undefined) return [problemAt(`${path}.${alone[0]}`, describeUnsent(...alone))];
  const words = asked.map(([key, name]) => `${key} ${name}`).join(', ');
  return [problemAt(path, `nothing is sent that has all of these: ${words}`)];
}

function describeUnsent(key: (typeof scopeKeys)[number], name: string): string {
  if (key === 'operation') return `the workload sends no ${name}`;
  return key === 'priority' ? `no operation has the priority ${name}` : `the workload ${name} sends nothing`;
}
