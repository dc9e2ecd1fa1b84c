import { expect, it } from 'vitest';
import { readRuleScope } from '../../../src/report/view/rule-scope.ts';

it.each([
  ['successRate(fault) ≥ 99 %', 'fault', []],
  ['latency(p99, steady, GetObject) ≤ 500 ms', 'steady', ['p99', 'GetObject']],
  ['recoveryTime ≤ 10 s', null, []],
  ['retryAmplification(recovery) ≤ 2×', 'recovery', []],
])('reads what %s is about', (id, phase, others) => {
  expect(readRuleScope({ id })).toEqual({ phase, others });
});
