import { describe, expect, it } from 'vitest';
import { Batcher } from '../../../src/concurrency/batcher.ts';

/** Doubles numbers; refuses 13 alone and fails with the whole batch on 0. */
function doubling(maxItems = 100) {
  const batches: number[][] = [];
  const batcher = new Batcher<number, number>(maxItems, async (items) => {
    batches.push([...items]);
    await new Promise((resolve) => setImmediate(resolve));
    if (items.includes(0)) throw new Error('no disk');
    return items.map((item) =>
      item === 13 ? { status: 'rejected', reason: new Error('unlucky') } : { status: 'fulfilled', value: item * 2 },
    );
  });
  return { batches, batcher };
}

describe('a batcher', () => {
  it('processes items of one turn as one batch, and returns to each its own result', async () => {
    const { batches, batcher } = doubling();
    await expect(Promise.all([1, 2, 3].map((item) => batcher.add(item)))).resolves.toEqual([2, 4, 6]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('collects what arrives while a batch is processed', async () => {
    const { batches, batcher } = doubling();
    const first = batcher.add(1);
    await new Promise((resolve) => setImmediate(resolve));
    const rest = [batcher.add(2), batcher.add(3)];
    await Promise.all([first, ...rest]);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  it('puts no more items into a batch than allowed', async () => {
    const { batches, batcher } = doubling(2);
    for (const item of [1, 2, 3]) void batcher.add(item);
    await batcher.idle();
    expect(batches).toEqual([[1, 2], [3]]);
  });

  it('rejects one item without the others', async () => {
    const { batcher } = doubling();
    const [first, second] = await Promise.allSettled([batcher.add(13), batcher.add(4)]);
    expect(first).toMatchObject({ status: 'rejected', reason: new Error('unlucky') });
    expect(second).toEqual({ status: 'fulfilled', value: 8 });
  });

  it('rejects every item of a batch that fails, and processes the next one', async () => {
    const { batcher } = doubling();
    const failed = await Promise.allSettled([batcher.add(0), batcher.add(4)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(batcher.add(5)).resolves.toBe(10);
  });
});
