import { createHash } from 'node:crypto';
import type { Result } from '../shared/contracts/result.ts';
import { nothing } from '../shared/format.ts';
import { drawCharts } from './charts/draw-charts.ts';
import { drawVerdictIcon } from './draw-verdict-icon.ts';
import { loadTemplates, type Templates } from './load-templates.ts';
import { buildReportView } from './view/build-report-view.ts';

/** Nothing may load or run but the one style sheet inside the file, known by its hash. */
function writePolicy(css: string): string {
  const hash = createHash('sha256').update(css).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
}

/**
 * One self-contained page: it asks nobody for anything, runs no script, and still reads well where an outer policy drops
 * its styles. Every name a user can choose is escaped, by the templates or by the charts' own elements.
 */
export function renderHtml(result: Result, templates: Templates = loadTemplates()): string {
  return templates.html({
    view: buildReportView(result),
    policy: writePolicy(templates.css),
    css: templates.css,
    icon: drawVerdictIcon(result.verdict.status),
    wide: drawCharts(result, 'wide'),
    narrow: drawCharts(result, 'narrow'),
    nothing,
  });
}
