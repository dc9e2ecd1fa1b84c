import { posix } from 'node:path';

/** One import, re-export or `import()` of a file. */
export interface Import {
  /** Path from the project's folder, with `/`. */
  file: string;
  /** From 1. */
  line: number;
  /** For a file of ours such a path too, else the name as written (`zod`, `node:fs`). */
  target: string;
  /** Whether the target is a file of ours. */
  own: boolean;
}

/** At the start of a line, as the formatter leaves them; a clause never holds a quote or a semicolon. */
const staticImport = /^(?:import|export)\b(?:[^'";]*?\bfrom)?\s*['"]([^'"]+)['"]/gm;
/** Both the expression and the type `import('…').Name`. A target that is no literal can't be judged. */
const dynamicImport = /\bimport\(\s*['"]([^'"]+)['"]/g;
const commentLine = /^[ \t]*(?:\/\/|\/\*|\*).*$/gm;

/** @param text TypeScript, formatted: the file is searched by pattern, not parsed */
export function readImports(file: string, text: string): Import[] {
  const code = text.replace(commentLine, '');
  return [...code.matchAll(staticImport), ...code.matchAll(dynamicImport)]
    .map((match) => ({ file, line: countLine(code, match.index), ...resolveTarget(file, match[1] as string) }))
    .sort((left, right) => left.line - right.line);
}

function countLine(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function resolveTarget(file: string, specifier: string): Pick<Import, 'target' | 'own'> {
  const own = specifier.startsWith('.');
  return { target: own ? posix.join(posix.dirname(file), specifier) : specifier, own };
}

export function groupByFile(imports: readonly Import[]): Map<string, Import[]> {
  const groups = new Map<string, Import[]>();
  for (const one of imports) {
    const group = groups.get(one.file);
    if (group === undefined) groups.set(one.file, [one]);
    else group.push(one);
  }
  return groups;
}
