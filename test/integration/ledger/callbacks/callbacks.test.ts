import { describe, expect, it } from 'vitest';
import type { Callback } from '../../../../src/ledger/contract/entities.ts';
import { LEDGER_STORES } from '../../../shared/ledger-stores.ts';
import { MADE_AT } from '../../../shared/ledger/sample.ts';

const LEASE = 40_000;

function callback(number: number, more: Partial<Callback> = {}) {
  return { digest: `digest-${number}`, source: 'vendor/product', receivedAt: MADE_AT + number, text: '{}', ...more };
}

const APPLIED = { type: '301', taskId: 'task', recordingId: 'rec_1', state: 'APPLIED', nextActionAt: null } as const;

describe.each(LEDGER_STORES)('callbacks on $name', ({ open }) => {
  it('are waiting when they were kept, and are claimed the oldest first', async () => {
    const { ledger } = await open();
    await ledger.callbacks.keep([callback(2), callback(1), callback(3)]);
    const claimed = await ledger.callbacks.claimDue(MADE_AT + 10, MADE_AT + LEASE, 2);
    expect(claimed).toEqual(
      [1, 2].map((number) => ({
        ...callback(number),
        type: null,
        taskId: null,
        recordingId: null,
        state: 'WAITING',
        nextActionAt: MADE_AT + LEASE,
        fence: 1,
        tries: 0,
      })),
    );
    expect((await ledger.callbacks.claimDue(MADE_AT + 10, MADE_AT + LEASE, 9)).map(({ digest }) => digest)).toEqual([
      'digest-3',
    ]);
    expect(await ledger.callbacks.claimDue(MADE_AT + 10, MADE_AT + LEASE, 9)).toEqual([]);
  });

  it('are claimed of one source, whatever is due of others', async () => {
    const { ledger } = await open();
    await ledger.callbacks.keep([callback(1), callback(2, { source: 'vendor/other' }), callback(3)]);
    const claim = async (source: string) => {
      const claimed = await ledger.callbacks.claimDue(MADE_AT + 10, MADE_AT + LEASE, 9, source);
      return claimed.map(({ digest }) => digest);
    };
    expect(await claim('vendor/other')).toEqual(['digest-2']);
    expect(await claim('vendor/product')).toEqual(['digest-1', 'digest-3']);
  });

  it('name the source of the most overdue callback, except some sources', async () => {
    const { ledger } = await open();
    await ledger.callbacks.keep([callback(1), callback(2, { source: 'vendor/other' }), callback(3)]);
    expect(await ledger.callbacks.sourceDue(MADE_AT, [])).toBeUndefined();
    expect(await ledger.callbacks.sourceDue(MADE_AT + 10, [])).toBe('vendor/product');
    expect(await ledger.callbacks.sourceDue(MADE_AT + 10, ['vendor/product'])).toBe('vendor/other');
    expect(await ledger.callbacks.sourceDue(MADE_AT + 10, ['vendor/product', 'vendor/other'])).toBeUndefined();
  });

  it('that come again are the same, also together, and after they were applied', async () => {
    const { ledger } = await open();
    await ledger.callbacks.keep([callback(1), callback(1)]);
    const [claimed] = await ledger.callbacks.claimDue(MADE_AT + 10, MADE_AT + LEASE, 9);
    await ledger.callbacks.settle([{ ...claimed!, ...APPLIED }]);
    await ledger.callbacks.keep([callback(1, { receivedAt: MADE_AT + 5000 })]);
    expect(await ledger.callbacks.claimDue(MADE_AT + LEASE, MADE_AT + 2 * LEASE, 9)).toEqual([]);
    expect(await ledger.callbacks.ofRecording('rec_1')).toMatchObject([{ ...APPLIED, receivedAt: MADE_AT + 1 }]);
  });

  it('are settled by those alone who hold them', async () => {
    const { ledger } = await open();
    await ledger.callbacks.keep([callback(1)]);
    const [first] = await ledger.callbacks.claimDue(MADE_AT + 10, MADE_AT + 100, 9);
    const [second] = await ledger.callbacks.claimDue(MADE_AT + 100, MADE_AT + LEASE, 9);
    await ledger.callbacks.settle([{ ...first!, ...APPLIED }]);
    expect(await ledger.callbacks.counts()).toMatchObject([{ state: 'WAITING', count: 1 }]);
    const again = { ...APPLIED, state: 'WAITING', nextActionAt: MADE_AT + 500 } as const;
    await ledger.callbacks.settle([{ ...second!, ...again }]);
    expect(await ledger.callbacks.claimDue(MADE_AT + 500, MADE_AT + LEASE, 9)).toMatchObject([{ tries: 1, fence: 3 }]);
  });

  it('are taken by one of several who ask at once', async () => {
    const { ledger } = await open();
    await ledger.callbacks.keep(Array.from({ length: 60 }, (_, number) => callback(number)));
    const claims = await Promise.all(
      Array.from({ length: 6 }, () => ledger.callbacks.claimDue(MADE_AT + 100, MADE_AT + LEASE, 20)),
    );
    const digests = claims.flat().map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('are counted by source, type and state, and dropped when they are old and done', async () => {
    const { ledger } = await open();
    await ledger.callbacks.keep([callback(1), callback(2), callback(3)]);
    const claimed = await ledger.callbacks.claimDue(MADE_AT + 2, MADE_AT + LEASE, 9);
    await ledger.callbacks.settle(claimed.map((one) => ({ ...one, ...APPLIED })));
    expect(await ledger.callbacks.counts()).toEqual(
      expect.arrayContaining([
        { source: 'vendor/product', type: null, state: 'WAITING', count: 1 },
        { source: 'vendor/product', type: '301', state: 'APPLIED', count: 2 },
      ]),
    );
    expect(await ledger.callbacks.drop(MADE_AT + 2)).toBe(1);
    expect(await ledger.callbacks.drop(MADE_AT + 9)).toBe(1);
    expect(await ledger.callbacks.drop(MADE_AT + 9)).toBe(0);
  });

  it('that a process held when it ended are due at once where there is no other', async () => {
    const { ledger } = await open();
    await ledger.callbacks.keep([callback(1)]);
    await ledger.callbacks.claimDue(MADE_AT + 10, MADE_AT + LEASE, 9);
    await ledger.breakLeases(MADE_AT + 20);
    expect(await ledger.callbacks.claimDue(MADE_AT + 20, MADE_AT + LEASE, 9)).toHaveLength(1);
  });
});
