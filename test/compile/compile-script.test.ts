import { describe, expect, test } from 'vitest';
import { compileScript } from '../../src/compile/compile-script.ts';
import { loadDrill } from '../../src/drill/load-drill.ts';
import type { Plan } from '../../src/shared/contracts/plan.ts';

const loadMainDrill = (): Promise<Plan> => loadDrill('drills/regional-failover.ts');

describe('a compiled script', () => {
  test('begins with a header that says what it does and how to run it', async () => {
    const plan = await loadMainDrill();
    const script = await compileScript(plan, '1.2.3');
    const header = script.slice(0, script.indexOf('*/'));
    for (const words of [
      plan.drill.name,
      's3drill 1.2.3',
      'us-east-1',
      'internalError',
      '10 s – 25 s',
      'k6 run -e S3DRILL_REGIONS',
    ]) {
      expect(header).toContain(words);
    }
  });

  test('is the same wherever it is compiled, names no path of the machine, and brings no validator along', async () => {
    const plan = await loadMainDrill();
    const script = await compileScript(plan, '1.2.3');
    expect(await compileScript(plan, '1.2.3')).toBe(script);
    expect(script).not.toContain(process.cwd());
    expect(script).not.toContain('zod');
    expect(script.length).toBeLessThan(100_000);
  });

  test('keeps names chosen by a user inside its comment and its data', async () => {
    const plan = await loadMainDrill();
    const hostile = 'x */ throw new Error("out"); /* \u2028 </script>';
    const script = await compileScript(
      { ...plan, drill: { ...plan.drill, name: hostile, hypothesis: hostile } },
      '1.2.3',
    );
    expect(script.indexOf('*/')).toBe(script.indexOf('*/\n'));
    expect(script).not.toContain('\u2028');
    expect(script.slice(0, script.indexOf('*/\n'))).toContain('x * / throw');
  });

  test('exports what k6 looks for', async () => {
    const script = await compileScript(await loadMainDrill(), '1.2.3');
    for (const name of ['options', 'setup', 'runClient', 'runConductor'])
      expect(script).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
