/**
 * Which way imports go: cli → commands → stages → shared. A room is a folder of `src`, or a file that lies in `src`
 * itself. A room may always import from itself.
 */

const stages = [
  'src/acquire/',
  'src/compare/',
  'src/compile/',
  'src/drill/',
  'src/faults/',
  'src/region/',
  'src/report/',
  'src/result/',
  'src/run/',
  'src/store/',
  'src/verify/',
];

const shared = 'src/shared/';

/** By room, the paths that it may import, as prefixes. A room that is missing here may import nothing. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/cli.ts': ['src/commands/', ...stages, shared],
  'src/commands/': [...stages, shared],
  'src/index.ts': ['src/drill/', shared],
  'src/acquire/': [shared],
  'src/client/': [shared],
  'src/compare/': [shared],
  'src/compile/': [shared],
  // The kinds' parameter schemas, so that a drill is checked before anything starts.
  'src/drill/': ['src/faults/catalogue.ts', 'src/faults/fault-kind.ts', shared],
  'src/faults/': ['src/region/', shared],
  'src/k6/': ['src/client/', shared],
  'src/region/': ['src/faults/', shared],
  'src/report/': ['src/store/', shared],
  'src/result/': [shared],
  'src/run/': ['src/faults/', 'src/region/', 'src/store/', 'src/verify/', shared],
  'src/shared/': [],
  'src/store/': [shared],
  'src/verify/': [shared],
};

/** Two rooms that meet in one file: one import file on either side, no more. */
export const meetInOneFile = ['src/faults/', 'src/region/'] as const;

/** What runs inside k6, or must give the same answer years later: no module of Node. */
export const pure = [
  shared,
  'src/client/',
  'src/compare/',
  'src/k6/',
  'src/report/charts/',
  'src/report/view/',
  'src/result/',
];

export function findRoom(path: string): string {
  return /^src\/[^/]+\/?/.exec(path)?.[0] ?? path;
}
