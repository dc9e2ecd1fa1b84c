import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

export interface Templates {
  html: Handlebars.TemplateDelegate;
  markdown: Handlebars.TemplateDelegate;
  /** The same for several variants side by side. */
  variantsHtml: Handlebars.TemplateDelegate;
  variantsMarkdown: Handlebars.TemplateDelegate;
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
  // Markdown has other special characters than HTML: the renderers escape the whole view before a template sees it.
  const markdown = Handlebars.create();
  const compileHtml = (name: string) => html.compile(read(name), { strict: true });
  const compileMarkdown = (name: string) => markdown.compile(read(name), { strict: true, noEscape: true });
  return {
    html: compileHtml('report.html.hbs'),
    markdown: compileMarkdown('report.md.hbs'),
    variantsHtml: compileHtml('variants.html.hbs'),
    variantsMarkdown: compileMarkdown('variants.md.hbs'),
    css: read('report.css'),
  };
}

let compiled: Templates | undefined;

/** Reads and compiles on the first call only. */
export function loadTemplates(): Templates {
  compiled ??= compileTemplates();
  return compiled;
}
