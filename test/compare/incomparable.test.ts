import { expect, test } from 'vitest';
import { comparePools } from '../../src/compare/compare-pools.ts';
import { explainIncomparable } from '../../src/compare/incomparable.ts';
import type { Result } from '../../src/shared/contracts/result.ts';
import { exitCodes, Failure } from '../../src/shared/failure.ts';
import { buildRun } from './build-run.ts';

const candidate = buildRun({ id: 'new' });

function change(
  overrides: { drill?: Partial<Result['drill']>; run?: Partial<Result['run']> } & Partial<
    Pick<Result, 'validity' | 'verdict'>
  >,
): Result {
  const run = buildRun({ id: 'old' });
  return { ...run, ...overrides, drill: { ...run.drill, ...overrides.drill }, run: { ...run.run, ...overrides.run } };
}

function refuse(baseline: Result): Failure {
  try {
    comparePools([candidate], [buildRun({ id: 'fine' }), baseline]);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

test('a baseline of another drill is refused, by its hash', () => {
  const failure = refuse(change({ drill: { hash: 'b'.repeat(64) } }));
  expect(failure).toMatchObject({ code: 'runs-incomparable', exitCode: exitCodes.usage });
  expect(failure.message).toBe(
    "Run old can't be compared with new: it ran another drill (failover bbbbbbbbbbbb, the candidate failover aaaaaaaaaaaa)",
  );
});

test('a baseline of another variant is refused by the name of the variant', () => {
  const noJitter = change({ drill: { variant: 'noJitter', hash: 'b'.repeat(64) } });
  const standard = { ...candidate, drill: { ...candidate.drill, variant: 'standard' } };
  expect(explainIncomparable(standard, noJitter)).toBe(
    'it ran variant noJitter of the drill failover, the candidate variant standard',
  );
  expect(explainIncomparable(candidate, noJitter)).toBe(
    'it ran variant noJitter of the drill failover, the candidate no variant',
  );
});

test('a baseline against another kind of target is refused', () => {
  expect(refuse(change({ run: { target: 'aws' } })).message).toContain(
    'against target aws, the candidate against embedded',
  );
});

test('a baseline on another major version of k6 is refused, and another minor version is not', () => {
  expect(refuse(change({ run: { k6Version: 'v1.9.0' } })).message).toContain('on k6 v1.9.0, the candidate on v2.2.0');
  expect(explainIncomparable(candidate, change({ run: { k6Version: 'k6 v2.3.1 (go1.25)' } }))).toBeNull();
});

test('a baseline that can’t be trusted is refused', () => {
  const validity = { valid: false, reasons: ['Telemetry was lost.'], warnings: [] };
  expect(refuse(change({ validity })).message).toContain('it is invalid: Telemetry was lost.');
  const verdict = { status: 'interrupted' as const, headline: '', rules: [] };
  expect(refuse(change({ verdict })).message).toContain('it was interrupted');
});

test('candidates that differ among themselves are refused too', () => {
  expect(() => comparePools([candidate, change({ drill: { hash: 'b'.repeat(64) } })], [buildRun()])).toThrow(Failure);
});

test('an empty side is refused', () => {
  expect(() => comparePools([], [candidate])).toThrow(/at least one candidate run/);
  expect(() => comparePools([candidate], [])).toThrow(/one baseline run/);
});
