import { describe, expect, it } from 'vitest';
import { STORES } from '../../../shared/both-stores.ts';
import { file, recording } from '../../../shared/ledger/sample.ts';
import { newRecordingId } from '../../../../src/domain/recording-id.ts';
import { NOW, RecordingHarness } from '../harness.ts';

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Readonly<Record<string, unknown>> }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
  readonly totalCountIsExact: boolean;
}

const ID = newRecordingId(NOW);
const INFO = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount totalCountIsExact';
const LISTS = [
  ['files', 'name taskId', ({ taskId, name }: Record<string, unknown>) => JSON.stringify([taskId, name])],
  ['changes', 'number', ({ number }: Record<string, unknown>) => String(number)],
  ['tracks', 'userId', ({ userId }: Record<string, unknown>) => String(userId)],
] as const;

describe.each(STORES)('with the ledger on $name', ({ open }) => {
  /** A recording with seven files of as many users, one of them of a replaced task. */
  async function filled(): Promise<RecordingHarness> {
    const house = await RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });
    await house.ledger.insert(recording(1, { id: ID }));
    const files = [5, 1, 7, 3, 2, 6].map((number) => file(`${number}.mp4`, { userId: `user-${number}` }));
    await house.ledger.update(ID, () => ({ at: NOW, files }));
    await house.ledger.update(ID, () => ({ at: NOW, files: [file('0.mp4', { taskId: 'old', userId: 'user-0' })] }));
    return house;
  }

  describe.each(LISTS)('the %s of a recording', (list, fields, nameOf) => {
    const pageOf = async (house: RecordingHarness, args: Record<string, unknown>): Promise<Page> => {
      const source = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
        it: recording(id: $id) {
          page: ${list}(first: $first, after: $after, last: $last, before: $before) {
            edges { cursor node { ${fields} } } ${INFO}
          }
        }
      }`;
      return (await house.ask<{ page: Page }>(source, { id: ID, ...args })).page;
    };

    it.each([1, 2, 3, 50])('can be walked from either side, %d at a time', async (size) => {
      const house = await filled();
      const all = await pageOf(house, {});
      const names = all.edges.map(({ node }) => nameOf(node));
      expect(new Set(names).size).toBe(list === 'changes' ? 8 : 7);
      expect(all).toMatchObject({
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
        totalCount: names.length,
        totalCountIsExact: true,
      });
      const forward: string[] = [];
      for (let after: string | null = null; ;) {
        const { edges, pageInfo }: Page = await pageOf(house, { first: size, after });
        forward.push(...edges.map(({ node }) => nameOf(node)));
        expect(pageInfo.hasPreviousPage).toBe(after !== null);
        if (!pageInfo.hasNextPage) break;
        after = pageInfo.endCursor;
      }
      expect(forward).toEqual(names);
      const backward: string[] = [];
      for (let before: string | null = null; ;) {
        const { edges, pageInfo }: Page = await pageOf(house, { last: size, before });
        backward.unshift(...edges.map(({ node }) => nameOf(node)));
        expect(pageInfo.hasNextPage).toBe(before !== null);
        if (!pageInfo.hasPreviousPage) break;
        before = pageInfo.startCursor;
      }
      expect(backward).toEqual(names);
    });

    it.each([
      ['first', { first: 0 }],
      ['first', { first: 201 }],
      ['last', { last: 201 }],
      ['last', { first: 1, last: 1 }],
      ['after', { after: 'nonsense' }],
      ['before', { before: Buffer.from('file:["","a\\u0000"]').toString('base64url') }],
      ['after', { after: Buffer.from('track:[').toString('base64url') }],
    ])('are refused with a bad %s: %j', async (name, args) => {
      const house = await filled();
      await expect(pageOf(house, args)).rejects.toThrow();
      await expect(pageOf(house, { [name]: null })).resolves.toBeDefined();
    });
  });

  it('files of the own task come before those of replaced ones', async () => {
    const { files } = await (await filled()).find(ID);
    expect(files.map(({ name }) => name)).toEqual([...[1, 2, 3, 5, 6, 7, 0].map((number) => `${number}.mp4`)]);
  });
});
