import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** A real Chromium, from npm alone. */
export async function openBrowser(): Promise<Browser> {
  // In a single process the browser ends with its first page.
  const args = sparticuz.args.filter((argument) => argument !== '--single-process');
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args, headless: true });
}
