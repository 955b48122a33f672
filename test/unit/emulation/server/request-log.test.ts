import { expect, it } from 'vitest';
import { RequestLog } from '../../../../src/emulation/server/request-log.ts';

it('keeps the last calls, oldest first, in one live list', () => {
  const calls = new RequestLog<number>(2);
  const { list } = calls;
  [1, 2, 3].forEach((call) => calls.add(call));
  expect(list).toEqual([2, 3]);
});
