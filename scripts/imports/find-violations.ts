import { isBuiltin } from 'node:module';
import { findCycles } from './find-cycles.ts';
import { groupByFile, type Import } from './read-imports.ts';
import { findRoom, mayImport, meetInOneFile, pure } from './rules.ts';

export interface Violation {
  file: string;
  line: number;
  /** What is wrong and the rule behind it. */
  problem: string;
}

/** Everything in these imports that goes against the rules, by file and line. */
export function findViolations(imports: readonly Import[]): Violation[] {
  const own = imports.filter((one) => one.own);
  const problems = [
    ...imports.filter(isImpure).map((one) => report(one, `imports ${one.target}: this room uses no module of Node`)),
    ...own.filter((one) => !isAllowed(one)).map((one) => report(one, explainDirection(one))),
    ...findSecondMeetings(own),
    ...findCycles(own).map(({ closing, path }) => report(closing, `closes a cycle: ${path.join(' → ')}`)),
  ];
  return problems.sort((left, right) => compare(left.file, right.file) || left.line - right.line);
}

function isImpure({ file, target }: Import): boolean {
  return isBuiltin(target) && pure.some((prefix) => file.startsWith(prefix));
}

function isAllowed({ file, target }: Import): boolean {
  const room = findRoom(file);
  return [room, ...(mayImport[room] ?? [])].some((prefix) => target.startsWith(prefix));
}

function explainDirection({ file, target }: Import): string {
  const room = findRoom(file);
  const allowed = mayImport[room];
  if (allowed === undefined) return `imports ${target}: ${room} has no entry in scripts/imports/rules.ts`;
  const others = allowed.length === 0 ? 'nothing else' : allowed.join(', ');
  return `imports ${target}: ${room} may import ${others}`;
}

/** All imports between the two rooms but those of the file that has the most. */
function findSecondMeetings(imports: readonly Import[]): Violation[] {
  const [one, other] = meetInOneFile;
  const meetings = imports.filter(({ file, target }) => {
    const rooms = [findRoom(file), findRoom(target)];
    return rooms.includes(one) && rooms.includes(other);
  });
  const [, ...rest] = [...groupByFile(meetings).values()].sort((left, right) => right.length - left.length);
  return rest
    .flat()
    .map((meeting) => report(meeting, `imports ${meeting.target}: ${one} and ${other} meet in one file`));
}

function report({ file, line }: Import, problem: string): Violation {
  return { file, line, problem };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
