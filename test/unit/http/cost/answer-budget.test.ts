import { expect, it } from 'vitest';
import { Budget } from '../../../../src/http/cost/answer-budget.ts';

it('a budget has room for its bytes, counted apart for reads and writes', () => {
  const budget = new Budget(() => 0, 100);
  budget.countRead(100);
  budget.countWritten(100);
  expect(budget.fault).toBeUndefined();
  expect(() => budget.countWritten(1)).toThrow(/^The answer would hold more than /);
});

it('a budget that is used up lets nothing more be read', () => {
  const budget = new Budget(() => 0, 8 * 1024 * 1024);
  expect(() => budget.countRead(9 * 1024 * 1024)).toThrow(/more than 8 MB/);
  expect(() => budget.countRead(0)).toThrow(budget.fault);
  expect(() => budget.countWritten(0)).toThrow(budget.fault);
});

it('a budget ends after 10 s', () => {
  let now = 5000;
  const budget = new Budget(() => now);
  now = 15_000;
  budget.countRead(1);
  now = 15_001;
  expect(() => budget.countRead(1)).toThrow(/^The answer would take longer than 10 s: ask for fewer by first/);
});
