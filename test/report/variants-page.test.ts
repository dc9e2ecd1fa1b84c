import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderVariantsHtml } from '../../src/report/render-variants-html.ts';
import type { VariantsRun } from '../../src/report/view/variants/variant-run.ts';
import { openBrowser } from './open-browser.ts';
import { buildSampleVariants, buildVariantRun } from './sample-variants.ts';
import { buildHostileResult, hostileName } from './sample-variations.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

interface Visit {
  page: Page;
  messages: string[];
  requests: string[];
}

async function visit(run: VariantsRun, options: Parameters<Browser['newPage']>[0] = {}): Promise<Visit> {
  const page = await browser.newPage(options);
  const messages: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.setContent(renderVariantsHtml(run), { waitUntil: 'load' });
  return { page, messages, requests };
}

function buildManyVariants(): VariantsRun {
  const names = ['standard', 'adaptive', 'none', 'immediate', 'fixed', 'exponential'];
  return {
    drill: 'many',
    runId: 'r',
    variants: names.map((name, seed) => buildVariantRun(name, {}, { seed: seed + 1 })),
  };
}

function buildHostileVariants(): VariantsRun {
  const [first, ...others] = buildSampleVariants().variants;
  if (first?.ran == null) throw new Error('the sample has a run');
  const ran = { plan: first.ran.plan, result: buildHostileResult() };
  return { drill: hostileName, runId: hostileName, variants: [{ ...first, name: hostileName, ran }, ...others] };
}

describe('the page of several variants in a browser', () => {
  it('reads with JavaScript off: verdicts, figures with the better in words, differences', async () => {
    const { page, messages, requests } = await visit(buildSampleVariants(), { javaScriptEnabled: false });
    expect(await page.locator('h1').textContent()).toContain('retry-storm');
    expect(
      await page.locator('.cards a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['standard/report.html', 'noJitter/report.html']);
    const row = page.locator('#figures ~ .scroll tr', { hasText: 'Retry synchronisation' });
    expect((await row.locator('td').allTextContents()).map((text) => text.trim())).toEqual([
      'better 1.8×',
      '9.4×',
      '–',
    ]);
    expect(await page.locator('#figures ~ p').textContent()).toContain('n = 1 run each: differences may be noise');
    expect(await page.locator('#differences ~ .scroll tr', { hasText: 'retry.jitter' }).textContent()).toContain(
      'none',
    );
    expect({ messages, requests }).toEqual({ messages: [], requests: [] });
    await page.close();
  });

  it('draws a row of two charts per variant that was run, all on the same scales', async () => {
    const { page } = await visit(buildSampleVariants(), { viewport: { width: 1280, height: 900 } });
    const charts = page.locator('.multiples svg.chart');
    expect(await charts.count()).toBe(4);
    const ticks = await charts.evaluateAll((all) =>
      all.map((chart) => [...chart.querySelectorAll('text[text-anchor=end]')].map((text) => text.textContent)),
    );
    expect(ticks[2]).toEqual(ticks[0]);
    expect(ticks[3]).toEqual(ticks[1]);
    const boxes = await charts.evaluateAll((all) => all.map((chart) => chart.getBoundingClientRect().toJSON()));
    expect(boxes[0].y).toBe(boxes[1].y);
    expect(boxes[2].x).toBe(boxes[0].x);
    await page.close();
  });

  it.each([
    ['a narrow phone', 360],
    ['a tablet', 820],
    ['a desktop', 1280],
  ])('never scrolls sideways on %s, and its letters can be read', async (_name, width) => {
    for (const build of [buildManyVariants, buildHostileVariants]) {
      const { page } = await visit(build(), { viewport: { width, height: 800 } });
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await page.evaluate(overflow)).toBe(0);
      const heights =
        'Math.min(...[...document.querySelectorAll("svg.chart text")].map((t) => t.getBoundingClientRect().height))';
      expect(await page.evaluate(heights)).toBeGreaterThan(10);
      await page.close();
    }
  });

  it('runs no name as a script, and shows it as it is', async () => {
    const { page, messages } = await visit(buildHostileVariants());
    expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
    expect(await page.locator('img, script, main [onerror]').count()).toBe(0);
    expect(await page.locator('h1 .drill').textContent()).toBe(hostileName);
    expect(messages).toEqual([]);
    await page.close();
  });

  it('fits an A4 page in print, and goes dark when the reader prefers it', async () => {
    const { page } = await visit(buildManyVariants(), { viewport: { width: 703, height: 1000 }, colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(17, 22, 29)');
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    await page.close();
  });

  it('names every landmark, table and column for a screen reader', async () => {
    const { page } = await visit(buildSampleVariants());
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('table:not(:has(caption))').count()).toBe(0);
    expect(await page.locator('th:not([scope])').count()).toBe(0);
    expect(await page.locator('section:not([aria-labelledby]):not([aria-label])').count()).toBe(0);
    const ids = (await page.evaluate('[...document.querySelectorAll("[id]")].map((e) => e.id)')) as string[];
    expect(new Set(ids).size).toBe(ids.length);
    await page.close();
  });
});
