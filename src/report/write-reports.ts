import { join } from 'node:path';
import type { Result } from '../shared/contracts/result.ts';
import { writeWhole } from '../store/write-file.ts';
import { loadTemplates } from './load-templates.ts';
import { renderHtml } from './render-html.ts';
import { renderJunit } from './render-junit.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderVariantsHtml } from './render-variants-html.ts';
import { renderVariantsJunit } from './render-variants-junit.ts';
import { renderVariantsMarkdown } from './render-variants-markdown.ts';
import type { VariantsRun } from './view/variants/variant-run.ts';

interface Formats {
  html: string;
  markdown: string;
  junit: string;
}

/** Paths of the files. */
export type WrittenReports = Formats;

/**
 * Writes `report.html`, `report.md` and `junit.xml` into a run directory that exists, each whole or not at all.
 * @throws Failure that names the path, when the directory can't be written to or the disk is full
 */
export async function writeReports(result: Result, directory: string): Promise<WrittenReports> {
  const templates = loadTemplates();
  return writeAll(directory, {
    html: renderHtml(result, templates),
    markdown: renderMarkdown(result, templates),
    junit: renderJunit(result),
  });
}

/** The same for several variants side by side, into the directory that holds their runs. */
export async function writeVariantsReports(run: VariantsRun, directory: string): Promise<WrittenReports> {
  const templates = loadTemplates();
  return writeAll(directory, {
    html: renderVariantsHtml(run, templates),
    markdown: renderVariantsMarkdown(run, templates),
    junit: renderVariantsJunit(run),
  });
}

async function writeAll(directory: string, contents: Formats): Promise<WrittenReports> {
  const paths = {
    html: join(directory, 'report.html'),
    markdown: join(directory, 'report.md'),
    junit: join(directory, 'junit.xml'),
  };
  await writeWhole(paths.html, contents.html);
  await writeWhole(paths.markdown, contents.markdown);
  await writeWhole(paths.junit, contents.junit);
  return paths;
}
