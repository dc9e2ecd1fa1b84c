import { describe, expect, test } from 'vitest';
import { compileScript } from '../../src/compile/compile-script.ts';
import { load, policies } from '../../src/index.ts';
import type { Plan } from '../../src/shared/contracts/plan.ts';
import { planOne } from '../drill/example-drill.ts';
import { loadPlan } from '../drill/load-plan.ts';

const loadMainDrill = (): Promise<Plan> => loadPlan('drills/regional-failover.ts');

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
    // Not by toContain: a failure would print the whole script.
    for (const foreign of [process.cwd(), 'zod', 'middleware-retry']) {
      expect({ foreign, isThere: script.includes(foreign) }).toEqual({ foreign, isThere: false });
    }
    expect(script.length).toBeLessThan(200_000);
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

  test('names its variant, and each workload with its load', async () => {
    const plan = planOne({
      workload: undefined,
      workloads: {
        checkout: { workload: { GetObject: { share: 1 } }, load: load.ramp({ from: '1/s', to: '9/s' }) },
        reports: { workload: { HeadObject: { share: 1 } }, load: load.concurrency() },
      },
      variants: { noJitter: { retry: policies.exponential() } },
    });
    const header = (await compileScript(plan, '1.2.3')).split('*/', 1)[0];
    expect(header).toMatch(/variant noJitter\./);
    expect(header).toMatch(/checkout +10 clients .*ramp from 1\/s to 9\/s, poisson arrivals/);
    expect(header).toMatch(/reports +10 clients .*80 in flight \(closed\)/);
  });

  test('has no control characters of its author in the header', async () => {
    const plan = planOne({ hypothesis: 'all\u001b[2J is\nwell' });
    const header = (await compileScript(plan, '1.2.3')).split('*/', 1)[0];
    expect(header).toContain(' * all [2J is well\n');
    expect(header).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test('brings the SDK’s own retries along, adaptive ones too', async () => {
    const script = await compileScript(await loadMainDrill(), '1.2.3');
    for (const name of ['StandardRetryStrategy', 'AdaptiveRetryStrategy', 'DefaultRateLimiter']) {
      expect(script).toMatch(new RegExp(`(class|var) ${name}\\b`));
    }
  });

  test('exports what k6 looks for', async () => {
    const script = await compileScript(await loadMainDrill(), '1.2.3');
    for (const name of ['options', 'setup', 'runClient', 'runConductor'])
      expect(script).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
