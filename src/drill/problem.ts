import type { z } from 'zod';

/** One thing that is wrong with a drill: what `validate --json` prints. */
export interface Problem {
  /** Where, as the author would write it: `faults[0].region`; '' for the drill as a whole. */
  path: string;
  message: string;
  /** What was probably meant; null when nothing is near. */
  suggestion: string | null;
}

/** Reports a problem from inside a zod schema; where it is, zod knows. */
export function addProblem(
  context: z.core.$RefinementCtx,
  problem: { message: string; suggestion?: string | null; path?: PropertyKey[] },
): void {
  const { message, suggestion = null, path = [] } = problem;
  context.issues.push({ code: 'custom', message, path, params: { suggestion }, input: context.value });
}

/** `['faults', 0, 'region']` → `faults[0].region` */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(String(key))) text += text === '' ? String(key) : `.${String(key)}`;
    else text += `[${quote(String(key))}]`;
  }
  return text;
}

/** One line for people: `faults[0].region: no region 'us-esat-1' …; did you mean 'us-east-1'?` */
export function formatProblem({ path, message, suggestion }: Problem): string {
  const where = path === '' ? '' : `${path}: `;
  return `${where}${message}${suggestion === null ? '' : `; did you mean '${suggestion}'?`}`;
}

/** How a value that somebody wrote reads in a message: short, and with control characters escaped. */
export function quote(value: unknown): string {
  if (typeof value === 'string') {
    const short = value.length > 60 ? `${value.slice(0, 60)}…` : value;
    return `'${JSON.stringify(short).slice(1, -1).replaceAll('\\"', '"')}'`;
  }
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
