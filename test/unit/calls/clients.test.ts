import { describe, expect, it } from 'vitest';
import { asClient, callingClient } from '../../../src/calls/calling-client.ts';
import { CallRunner } from '../../../src/calls/call-runner.ts';
import { TooManyCalls } from '../../../src/calls/not-sent.ts';
import { PriorityQueue } from '../../../src/calls/priority-queue.ts';
import { DrivenTime } from '../../shared/calls/driven-time.ts';
import { playProcesses } from './processes.ts';

const call = { gap: 0, process: 0, background: false, patience: 20_000 };
const many = (count: number, client?: string, more: object = {}) =>
  Array.from({ length: count }, () => ({ ...call, ...(client !== undefined && { client }), ...more }));

describe.each([1, 2])('clients of an action, with %i process(es)', (processes) => {
  it('take turns: one with hundreds of calls keeps no other waiting', async () => {
    const { decided } = await playProcesses([...many(300, 'greedy'), ...many(3, 'modest')], { processes });
    const modest = decided.filter(({ client }) => client === 'modest');
    expect(modest.map(({ started }) => started)).toEqual([true, true, true]);
    expect(Math.max(...modest.map(({ decidedAt }) => decidedAt))).toBeLessThan(1000);
  });

  it('who come later do not make up for turns that others had before', async () => {
    const later = many(100, 'later').map((comer, place) => (place === 0 ? { ...comer, gap: 5000 } : comer));
    const { decided } = await playProcesses([...many(200, 'earlier'), ...later], { processes });
    const afterwards = decided.filter(({ decidedAt }) => decidedAt > 5200).slice(0, 60);
    const share = afterwards.filter(({ client }) => client === 'later').length;
    expect(share).toBeGreaterThanOrEqual(28);
    expect(share).toBeLessThanOrEqual(32);
  });

  it('who are not known are served as they come', async () => {
    const { decided } = await playProcesses(many(50), { processes });
    expect(decided.map(({ number }) => number)).toEqual(many(50).map((_, number) => number));
  });

  it('are served in the order of their own calls', async () => {
    const comers = Array.from({ length: 60 }, (_, number) => ({ ...call, client: `client ${number % 7 ? 'a' : 'b'}` }));
    const { decided } = await playProcesses(comers, { processes });
    for (const client of ['client a', 'client b']) {
      const numbers = decided.filter((one) => one.client === client).map(({ number }) => number);
      expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
    }
  });

  it('pass no background call that has waited for 2 s, unless together with calls of one that had more turns', async () => {
    const background = { ...call, background: true };
    const stream = many(60, 'greedy', { gap: 40 });
    const { decided } = await playProcesses([...many(20, 'greedy'), background, ...stream], { processes });
    expect(decided.find((one) => one.background)!.decidedAt).toBeLessThan(6000);
  });
});

it('a full line makes room for another client, at the cost of the one that fills it', async () => {
  const line = new PriorityQueue('act');
  const refused: number[] = [];
  const join = (number: number, client: string) =>
    line
      .add({ now: 0, waitMs: 0, deadline: 1, background: false, client })
      .catch((error: unknown) =>
        error instanceof TooManyCalls ? void refused.push(number) : Promise.reject(error as Error),
      );
  for (let number = 0; number < 2000; number++) void join(number, 'greedy');
  expect(() => void join(2000, 'greedy')).toThrow(TooManyCalls);
  void join(2001, 'modest');
  await Promise.resolve();
  await Promise.resolve();
  expect([line.length, refused]).toEqual([2000, [1999]]);
});

it('the client of a request is that of the calls that its work makes', async () => {
  const time = new DrivenTime();
  const runner = new CallRunner({ callsPerSecond: 20, timing: time });
  const order: string[] = [];
  const run = async (client: string): Promise<void> => {
    await Promise.resolve(); // as a look into the ledger
    await runner.run({ name: 'act', effect: 'read' }, () => Promise.resolve(void order.push(client)));
  };
  for (const client of ['a', 'a', 'a', 'a', 'b']) void asClient(client, () => run(client));
  await time.runUntil(1000);
  expect(order).toEqual(['a', 'a', 'b', 'a', 'a']);
  expect(callingClient()).toBeUndefined();
});
