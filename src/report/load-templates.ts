import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

export interface Templates {
  html: Handlebars.TemplateDelegate;
  markdown: Handlebars.TemplateDelegate;
  css: string;
}

/** The same depth from src/ and from dist/. */
const folder = new URL('../../templates/report/', import.meta.url);
const extension = '.hbs';

function read(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

function compileTemplates(): Templates {
  const html = Handlebars.create();
  for (const name of readdirSync(new URL('partials/', folder))) {
    if (name.endsWith(extension)) html.registerPartial(name.slice(0, -extension.length), read(`partials/${name}`));
  }
  return {
    html: html.compile(read('report.html.hbs'), { strict: true }),
    // Markdown has other special characters than HTML: the renderer escapes the whole view before the template sees it.
    markdown: Handlebars.create().compile(read('report.md.hbs'), { strict: true, noEscape: true }),
    css: read('report.css'),
  };
}

let compiled: Templates | undefined;

/** Reads and compiles on the first call only. */
export function loadTemplates(): Templates {
  compiled ??= compileTemplates();
  return compiled;
}
