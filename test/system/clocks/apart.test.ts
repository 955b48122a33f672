import { expect, it } from 'vitest';
import { newDatabase } from '../../shared/postgres.ts';
import { ClockWorld, faultless, Machine, type Answered } from './world.ts';

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
    const world = await ClockWorld.open();
    const url = await newDatabase();
    const [one, other] = [await world.server(new Machine(), url), await world.server(new Machine(apart), url)];
    const answers: Answered[] = [];
    for (const [first, second] of [
      [one, other],
      [other, one],
    ] as const) {
      const starts = [
        await world.underWay(first, world.newStarts(STARTS)),
        await world.underWay(second, world.newStarts(STARTS)),
      ];
      await Promise.all([first.rounds(ROUNDS), second.rounds(ROUNDS)]);
      for (const { finish } of starts) answers.push(...(await finish()));
      await Promise.all([first.rounds(ROUNDS), second.rounds(ROUNDS)]);
    }
    expect(await world.compare(await one.rows(), answers)).toEqual(faultless(40));
  },
);
