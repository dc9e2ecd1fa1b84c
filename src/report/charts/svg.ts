import { element, escapeXml } from '../xml.ts';
import type { Layout } from './frame.ts';

interface Drawing {
  id: string;
  layout: Layout;
  title: string;
  description: string;
  width: number;
  height: number;
  content: string;
}

/**
 * The outermost element. The narrow twin is hidden by an attribute, which the page's CSS turns around on a phone: without
 * any CSS a reader sees each chart once.
 */
export function wrapSvg({ id, layout, title, description, width, height, content }: Drawing): string {
  const titleId = `${id}-${layout}-title`;
  const descriptionId = `${id}-${layout}-description`;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `chart ${layout}`,
      viewBox: `0 0 ${width} ${Math.ceil(height)}`,
      width: '100%',
      role: 'img',
      'aria-labelledby': titleId,
      'aria-describedby': descriptionId,
      'font-family': 'system-ui, -apple-system, Segoe UI, Roboto, sans-serif',
      display: layout === 'narrow' ? 'none' : null,
    },
    [
      element('title', { id: titleId }, [escapeXml(title)]),
      element('desc', { id: descriptionId }, [escapeXml(description)]),
      content,
    ],
  );
}
