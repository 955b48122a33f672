import { expect, it } from 'vitest';
import { newDatabase } from '../../shared/postgres/run-server.ts';
import { ClockHarness, faultless, Machine, type StartAnswer } from './harness.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
/** Starts per product and server. */
const STARTS = 2;
const ROUNDS = 3;

it.each([
  ['45 s', 45 * SECOND],
  ['an hour', HOUR],
])(
  'two servers on one PostgreSQL whose clocks are %s apart lose and double none of 40 starts',
  async (_what, apart) => {
    const harness = await ClockHarness.open();
    const url = await newDatabase();
    const [one, other] = [await harness.server(new Machine(), url), await harness.server(new Machine(apart), url)];
    const answers: StartAnswer[] = [];
    for (const [first, second] of [
      [one, other],
      [other, one],
    ] as const) {
      const starts = [
        await harness.underWay(first, harness.newStarts(STARTS)),
        await harness.underWay(second, harness.newStarts(STARTS)),
      ];
      await Promise.all([first.rounds(ROUNDS), second.rounds(ROUNDS)]);
      for (const { finish } of starts) answers.push(...(await finish()));
      await Promise.all([first.rounds(ROUNDS), second.rounds(ROUNDS)]);
    }
    expect(await harness.compare(await one.rows(), answers)).toEqual(faultless(40));
  },
);
