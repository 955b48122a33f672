import { expect, it } from 'vitest';
import { UNRELIABLE, MANY, startRun, numbers } from '../integration/callbacks/recording-runs.ts';

/** Recordings of each product that run at the same time: fewer than any vendor allows. */
const WAVE = 80;

it('with every callback lost, the ledger ends equal to the store of the vendors', { timeout: 300_000 }, async () => {
  const all = await startRun([{ kind: 'lost', times: MANY }]);
  await all.run(numbers(20));
  await all.finish();
  await all.expectEqualTasks();
  expect(await all.harness.ledger.callbacks.counts()).toEqual([]);
  console.log(`${(await all.rows()).length} recordings, every callback lost: equal to the store`);
});

it('with callbacks shuffled and doubled, 2,000 recordings end as in order', { timeout: 900_000 }, async () => {
  const calm = await startRun([]);
  await calm.run(numbers(2));
  await calm.finish();
  const expected = await calm.endings();

  const wild = await startRun(UNRELIABLE);
  for (let wave = 0; wave < 5; wave += 1) await wild.run(numbers(WAVE, wave * WAVE));
  await wild.finish();
  await wild.expectEqualTasks();
  const endings = await wild.endings();
  expect(endings.size).toBe(2000);
  const different = [...endings].filter(([name, ending]) => {
    const [product, number] = name.split(' ') as [string, string];
    return JSON.stringify(ending) !== JSON.stringify(expected.get(`${product} ${Number(number) % 2}`));
  });
  expect(different.slice(0, 5)).toEqual([]);
  expect(different).toHaveLength(0);
  console.log(`${endings.size} recordings with callbacks shuffled and doubled: equal to those in order`);
});
