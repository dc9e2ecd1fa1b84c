import type { Result } from '../shared/contracts/result.ts';
import { nothing } from '../shared/format.ts';
import { drawCharts } from './charts/draw-charts.ts';
import { drawVerdictIcon } from './draw-verdict-icon.ts';
import { loadTemplates, type Templates } from './load-templates.ts';
import { buildReportView } from './view/build-report-view.ts';
import { writePolicy } from './write-policy.ts';

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
