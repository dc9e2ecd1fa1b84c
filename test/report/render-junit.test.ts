import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderJunit } from '../../src/report/render-junit.ts';
import type { Result } from '../../src/shared/contracts/result.ts';
import { openBrowser } from './open-browser.ts';
import { buildSampleResult } from './sample-result.ts';
import * as variations from './sample-variations.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
});

afterAll(() => browser.close());

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
}

/** A strict parser: Chromium's, which refuses whatever is not well formed. */
async function parse(result: Result): Promise<Element> {
  const read = `(xml) => {
    const toPlain = (node) => ({
      name: node.nodeName,
      attributes: Object.fromEntries([...node.attributes].map((a) => [a.name, a.value])),
      children: [...node.children].map(toPlain),
    });
    return toPlain(new DOMParser().parseFromString(xml, 'application/xml').documentElement);
  }`;
  return page.evaluate(`(${read})(${JSON.stringify(renderJunit(result))})`);
}

function findAll(element: Element, name: string): Element[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((child) => findAll(child, name))];
}

describe('junit.xml', () => {
  it('has a suite per phase with objectives, one for the run, and a case per objective', async () => {
    const root = await parse(buildSampleResult());
    expect(root.name).toBe('testsuites');
    expect(root.attributes).toMatchObject({ tests: '4', failures: '0', errors: '0', skipped: '0' });
    expect(root.children.map((suite) => [suite.attributes.name, suite.children.length])).toEqual([
      ['fault', 2],
      ['run', 2],
    ]);
  });

  it('calls a missed objective a failure, with what was measured', async () => {
    const root = await parse(variations.buildMissedResult());
    const failures = findAll(root, 'failure');
    expect(root.attributes.failures).toBe('1');
    expect(failures.map((failure) => failure.attributes.message)).toEqual(['measured 58.97 %, wanted ≥ 99 %']);
  });

  it('calls an inconclusive objective skipped', async () => {
    const root = await parse(variations.buildInconclusiveResult());
    expect(findAll(root, 'skipped')[0]?.attributes.message).toBe('n = 120 is too small for a p99.');
  });

  it('calls every case of an invalid run an error, and has one even without objectives', async () => {
    const result = variations.buildInvalidResult();
    expect(findAll(await parse(result), 'error')).toHaveLength(4);
    result.verdict.rules = [];
    expect(findAll(await parse(result), 'error')).toHaveLength(1);
  });

  it('fails for a regression too', async () => {
    const root = await parse(variations.buildComparedResult());
    const suite = root.children.find((child) => child.attributes.name === 'comparison');
    expect(suite?.attributes).toMatchObject({ tests: '3', failures: '1' });
  });

  it('is well formed whatever things are called, and loses nothing but illegal characters', async () => {
    const root = await parse(variations.buildHostileResult());
    expect(findAll(root, 'parsererror')).toEqual([]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for these two
    const legal = variations.hostileName.replace(/[\u0007\u001b]/g, '').replace('\n', ' ');
    expect(root.attributes.name).toBe(legal);
  });
});
