import { escapeStrings } from './escape-markdown.ts';
import { loadTemplates, type Templates } from './load-templates.ts';
import { tidyMarkdown } from './render-markdown.ts';
import { buildVariantsView } from './view/variants/build-variants-view.ts';
import type { VariantsRun } from './view/variants/variant-run.ts';

/** For a pull request or a chat: what each variant came to, side by side. */
export function renderVariantsMarkdown(run: VariantsRun, templates: Templates = loadTemplates()): string {
  return tidyMarkdown(templates.variantsMarkdown(escapeStrings(buildVariantsView(run))));
}
