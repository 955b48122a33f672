import { expect, it } from 'vitest';
import { RecentCalls } from '../../../src/emulation/recent-calls.ts';

it('keeps the last calls, oldest first, in one live list', () => {
  const calls = new RecentCalls<number>(2);
  const { list } = calls;
  [1, 2, 3].forEach((call) => calls.add(call));
  expect(list).toEqual([2, 3]);
});
