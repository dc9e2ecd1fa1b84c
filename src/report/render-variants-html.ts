import { nothing } from '../shared/format.ts';
import { drawTimeChart } from './charts/draw-time-chart.ts';
import { planVariantCharts } from './charts/plan-variant-charts.ts';
import { drawVerdictIcon } from './draw-verdict-icon.ts';
import { loadTemplates, type Templates } from './load-templates.ts';
import { buildVariantsView } from './view/variants/build-variants-view.ts';
import type { VariantsRun } from './view/variants/variant-run.ts';
import { writePolicy } from './write-policy.ts';

/** One self-contained page, as strict as a report, with links to each variant's own. */
export function renderVariantsHtml(run: VariantsRun, templates: Templates = loadTemplates()): string {
  const view = buildVariantsView(run);
  return templates.variantsHtml({
    view,
    runId: run.runId,
    policy: writePolicy(templates.css),
    css: templates.css,
    icon: drawVerdictIcon(view.status),
    charts: drawCharts(run),
    nothing,
  });
}

function drawCharts({ variants }: VariantsRun): { name: string; success: string; retries: string }[] {
  const ran = variants.flatMap((variant) =>
    variant.ran === null ? [] : [{ name: variant.name, result: variant.ran.result }],
  );
  return planVariantCharts(ran).map(({ name, success, retries }) => ({
    name,
    success: drawTimeChart(success, 'small'),
    retries: drawTimeChart(retries, 'small'),
  }));
}
