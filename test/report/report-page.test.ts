import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/render-html.ts';
import type { Result } from '../../src/shared/contracts/result.ts';
import { openBrowser } from './open-browser.ts';
import { buildSampleResult } from './sample-result.ts';
import * as variations from './sample-variations.ts';

let browser: Browser;
let server: Server;
let origin: string;
let html = '';
/** What a Jenkins sends along with an artifact. */
let outerPolicy: string | undefined;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url !== '/report.html') return void response.writeHead(404).end();
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (outerPolicy !== undefined) response.setHeader('content-security-policy', outerPolicy);
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
});

interface Visit {
  page: Page;
  requests: string[];
  messages: string[];
}

async function visit(
  result: Result,
  options: Parameters<Browser['newPage']>[0] = {},
  waitUntil: 'load' | 'networkidle' = 'load',
): Promise<Visit> {
  html = renderHtml(result);
  const page = await browser.newPage(options);
  const requests: string[] = [];
  const messages: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  await page.goto(`${origin}/report.html`, { waitUntil });
  return { page, requests, messages };
}

async function readOverflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

describe('the report page in a browser', () => {
  it('asks nobody for anything, and complains about nothing', async () => {
    const { page, requests, messages } = await visit(variations.buildComparedResult(), {}, 'networkidle');
    expect(requests).toEqual([`${origin}/report.html`]);
    expect(messages).toEqual([]);
    await page.close();
  });

  it('reads with JavaScript off: verdict, tables and the timeline', async () => {
    const result = variations.buildMissedResult();
    const { page } = await visit(result, { javaScriptEnabled: false });
    expect(await page.locator('h1').textContent()).toContain('Objective missed');
    expect(await page.locator('.headline').textContent()).toBe(result.verdict.headline);
    expect(await page.locator('#phases ~ .scroll tbody tr').count()).toBe(3);
    const timeline = page.getByRole('img', { name: 'Success by region over time' });
    expect((await timeline.boundingBox())?.height).toBeGreaterThan(150);
    expect(await timeline.locator('path.series').count()).toBeGreaterThan(2);
    await page.close();
  });

  it.each([
    ['a phone', 390],
    ['a narrow phone', 360],
    ['a tablet', 820],
    ['a desktop', 1280],
  ])('never scrolls sideways on %s', async (_name, width) => {
    for (const build of [variations.buildComparedResult, variations.buildHostileResult]) {
      const { page } = await visit(build(), { viewport: { width, height: 800 } });
      expect(await readOverflow(page)).toBe(0);
      await page.close();
    }
  });

  it('shows each chart once, in the drawing that suits the width, with letters that can be read', async () => {
    for (const [width, layout] of [
      [390, 'narrow'],
      [1280, 'wide'],
    ] as const) {
      const { page } = await visit(buildSampleResult(), { viewport: { width, height: 800 } });
      const visible = page.locator('svg.chart:visible');
      expect(await visible.count()).toBe(7);
      expect(await page.locator(`svg.chart.${layout}:visible`).count()).toBe(7);
      const smallest = await page.evaluate(
        `Math.min(...[...document.querySelectorAll('svg.chart.${layout} text')].map((t) => t.getBoundingClientRect().height))`,
      );
      expect(smallest).toBeGreaterThan(11);
      await page.close();
    }
  });

  it('still reads where an outer policy drops every style and script', async () => {
    outerPolicy = "sandbox; default-src 'none'";
    const { page } = await visit(buildSampleResult(), { viewport: { width: 1280, height: 800 } });
    outerPolicy = undefined;
    expect(await page.locator('h1').textContent()).toContain('Passed');
    expect(await page.locator('svg.chart:visible').count()).toBe(7);
    expect(await page.locator('svg.chart.wide path.series').first().getAttribute('stroke')).toBe('#17202b');
    await page.close();
  });

  it('runs no name as a script and shows it as it is', async () => {
    const { page, requests, messages } = await visit(variations.buildHostileResult(), {}, 'networkidle');
    expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
    expect(await page.locator('img, script, main [onerror]').count()).toBe(0);
    expect(await page.locator('h1 .drill').textContent()).toBe(variations.hostileName);
    expect(requests).toHaveLength(1);
    expect(messages).toEqual([]);
    await page.close();
  });

  it('finds the row of a permalink', async () => {
    const { page } = await visit(buildSampleResult());
    await page.locator('#operations ~ .scroll a').nth(2).click();
    expect(page.url()).toContain('#/phase=fault&op=GetObject&region=us-east-1');
    expect(await page.locator('tr:target').textContent()).toContain('us-east-1');
    await page.close();
  });

  it('goes dark when the reader prefers it', async () => {
    const { page } = await visit(buildSampleResult(), { colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(17, 22, 29)');
    const fill = 'getComputedStyle(document.querySelector("svg.chart.wide text.muted")).fill';
    expect(await page.evaluate(fill)).toBe('rgb(158, 171, 185)');
    await page.close();
  });

  it('fits the width of an A4 page in print', async () => {
    const { page } = await visit(variations.buildComparedResult(), { viewport: { width: 703, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    expect(await readOverflow(page)).toBe(0);
    expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(10_000);
    await page.close();
  });

  it('names every landmark, table and column for a screen reader', async () => {
    const { page } = await visit(variations.buildComparedResult());
    expect(await page.locator('main').count()).toBe(1);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('table:not(:has(caption))').count()).toBe(0);
    expect(await page.locator('th:not([scope])').count()).toBe(0);
    expect(await page.locator('section:not([aria-labelledby]):not([aria-label])').count()).toBe(0);
    const ids = (await page.evaluate('[...document.querySelectorAll("[id]")].map((e) => e.id)')) as string[];
    expect(new Set(ids).size).toBe(ids.length);
    await page.close();
  });

  it('stays within 500 kB, however long and broad the run', () => {
    expect(Buffer.byteLength(renderHtml(variations.buildLongResult()))).toBeLessThan(500_000);
  });
});
