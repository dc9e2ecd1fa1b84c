import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until a condition holds; throws after ten seconds. */
export async function waitUntil(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let round = 0; round < 1000; round += 1) {
    if (await condition()) return;
    await sleep(10);
  }
  throw new Error(`never happened: ${what}`);
}
