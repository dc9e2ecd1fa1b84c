import { drillTag, drillTagValue } from '../language/define-drill.ts';
import { type CollectedData, collectData } from './collect-data.ts';

/** Why a module is no drill: the parts of a Failure. */
export interface Refusal {
  code: string;
  /** Goes on after the file's name: `exports nothing as default`. */
  message: string;
  hint: string;
}

export type Inspection = { refusal: Refusal } | { collected: CollectedData };

const exportHint = 'Write: export default defineDrill({ … }).';

/** Finds the one drill among what a module exports. */
export function inspectExports(exported: Readonly<Record<string, unknown>>): Inspection {
  const drill = exported.default;
  const others = Object.entries(exported).filter(
    ([name, value]) => name !== 'default' && value !== drill && isDrill(value),
  );
  const otherNames = others.map(([name]) => name).join(', ');
  if (!('default' in exported)) {
    const message = others.length === 0 ? 'has no default export' : `exports ${otherNames}, but nothing as default`;
    return { refusal: { code: 'drill-no-default', message, hint: exportHint } };
  }
  if (!isDrill(drill)) {
    return {
      refusal: { code: 'drill-not-defined', message: `exports ${nameKind(drill)} as default`, hint: exportHint },
    };
  }
  if (others.length > 0) {
    const message = `exports more than one drill: default and ${otherNames}`;
    return { refusal: { code: 'drill-several', message, hint: 'Keep one drill per file.' } };
  }
  return { collected: collectData(drill) };
}

function isDrill(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>)[drillTag] === drillTagValue;
}

function nameKind(value: unknown): string {
  if (Array.isArray(value)) return value.some(isDrill) ? 'a list of drills' : 'a list';
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'function') {
    return /^class\b/.test(Function.prototype.toString.call(value)) ? 'a class' : 'a function';
  }
  if (value === null || value === undefined) return String(value);
  return typeof value === 'object' ? 'an object that is not from defineDrill' : `a ${typeof value}`;
}
