import type { Result } from '../shared/contracts/result.ts';
import { escapeStrings } from './escape-markdown.ts';
import { loadTemplates, type Templates } from './load-templates.ts';
import { buildReportView } from './view/build-report-view.ts';

/** For a pull request or a chat: verdict, phases and objectives first, the rest folded away. */
export function renderMarkdown(result: Result, templates: Templates = loadTemplates()): string {
  return tidyMarkdown(templates.markdown(escapeStrings(buildReportView(result))));
}

/** Parts that a template leaves out leave blank lines behind. */
export function tidyMarkdown(text: string): string {
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}
