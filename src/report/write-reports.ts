import { join } from 'node:path';
import type { Result } from '../shared/contracts/result.ts';
import { writeWhole } from '../store/write-file.ts';
import { loadTemplates } from './load-templates.ts';
import { renderHtml } from './render-html.ts';
import { renderJunit } from './render-junit.ts';
import { renderMarkdown } from './render-markdown.ts';

/** Paths of the files. */
export interface WrittenReports {
  html: string;
  markdown: string;
  junit: string;
}

/**
 * Writes `report.html`, `report.md` and `junit.xml` into a run directory that exists, each whole or not at all.
 * @throws Failure that names the path, when the directory can't be written to or the disk is full
 */
export async function writeReports(result: Result, directory: string): Promise<WrittenReports> {
  const templates = loadTemplates();
  const paths = {
    html: join(directory, 'report.html'),
    markdown: join(directory, 'report.md'),
    junit: join(directory, 'junit.xml'),
  };
  await writeWhole(paths.html, renderHtml(result, templates));
  await writeWhole(paths.markdown, renderMarkdown(result, templates));
  await writeWhole(paths.junit, renderJunit(result));
  return paths;
}
