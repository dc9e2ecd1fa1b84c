import { formatPath, type Problem } from '../problem.ts';

/** A copy that holds data only, and a problem for each thing left out of it. */
export interface CollectedData {
  data: unknown;
  problems: Problem[];
}

/** Copies what a drill exported: no closure may reach k6, and what crosses a thread must be plain. */
export function collectData(value: unknown): CollectedData {
  const problems: Problem[] = [];
  const data = copy(value, [], []);
  return { data, problems };

  function copy(inner: unknown, path: PropertyKey[], ancestors: object[]): unknown {
    if (typeof inner !== 'object' || inner === null) {
      if (typeof inner === 'function') return refuse(path, refusal('a function'));
      if (typeof inner === 'symbol' || typeof inner === 'bigint') return refuse(path, refusal(`a ${typeof inner}`));
      return inner;
    }
    if (ancestors.includes(inner)) return refuse(path, 'a drill is data; this part contains itself');
    const within = [...ancestors, inner];
    if (Array.isArray(inner)) return inner.map((entry, index) => copy(entry, [...path, index], within));
    if (inner instanceof Promise) return refuse(path, `${refusal('a promise')}; await it`);
    const bound = findOpenBound(path, inner);
    if (bound !== undefined) return refuse(path, `this objective has no bound; end it with .${bound}(…)`);
    if (!isPlain(inner)) return refuse(path, refusal(`an instance of ${inner.constructor?.name || 'a class'}`));
    return Object.fromEntries(Object.entries(inner).map(([key, entry]) => [key, copy(entry, [...path, key], within)]));
  }

  function refuse(path: readonly PropertyKey[], message: string): undefined {
    problems.push({ path: formatPath(path), message, suggestion: null });
  }
}

function refusal(what: string): string {
  return `a drill is data; ${what} can't be part of it`;
}

/** An objective that was never given its bound is still the object whose function would give it. */
function findOpenBound(path: readonly PropertyKey[], value: object): string | undefined {
  if (path[0] !== 'objectives' || path.length !== 2) return undefined;
  return ['atLeast', 'atMost', 'equals'].find((name) => typeof (value as Record<string, unknown>)[name] === 'function');
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
