import { describe, expect, it } from 'vitest';
import { STORES } from '../../stores.ts';
import { idOf, MADE_AT, orphan, recording } from './sample.ts';

const LATER = MADE_AT + 60_000;

describe.each(STORES)('orphans on $name', ({ open }) => {
  it('come back as they were seen', async () => {
    const { ledger } = await open();
    const seen = orphan('task', { room: '7', startedAt: MADE_AT - 1, ref: { id: 2n ** 60n } });
    await ledger.seeOrphans([seen]);
    expect(await ledger.orphans()).toEqual([{ ...seen, firstSeenAt: MADE_AT, fence: 0, tries: 0 }]);
  });

  it('that are seen again keep when they were seen first', async () => {
    const { ledger } = await open();
    await ledger.seeOrphans([orphan('task', { nextActionAt: LATER })]);
    await ledger.seeOrphans([orphan('task', { lastSeenAt: LATER })]);
    expect(await ledger.orphans()).toMatchObject([
      { firstSeenAt: MADE_AT, lastSeenAt: LATER, nextActionAt: LATER, surplusOf: null },
    ]);
  });

  it('are listed by product', async () => {
    const { ledger } = await open();
    await ledger.seeOrphans([orphan('a'), orphan('b', { product: 'GME' })]);
    expect((await ledger.orphans('GME')).map(({ taskId }) => taskId)).toEqual(['b']);
  });

  it('are no tasks of recordings, now or later', async () => {
    const { ledger } = await open();
    await ledger.begin(recording(1, { taskId: 'owned' }));
    await ledger.begin(recording(2));
    await ledger.begin(recording(3, { product: 'GME', taskId: 'free' }));
    await ledger.seeOrphans(['owned', 'owned-soon', 'free'].map((taskId) => orphan(taskId, { nextActionAt: MADE_AT })));
    await ledger.change(idOf(2), () => ({ at: LATER, set: { taskId: 'owned-soon' } }));
    expect((await ledger.orphans()).map(({ taskId }) => taskId)).toEqual(['free']);
    expect((await ledger.claimOrphans('TIW', LATER, LATER + 1, 9)).map(({ taskId }) => taskId)).toEqual(['free']);
  });

  it('are claimed the most overdue first, by one at a time', async () => {
    const { ledger } = await open();
    const dueAt = [LATER - 1, LATER - 3, LATER - 2, LATER + 1, null];
    await ledger.seeOrphans(dueAt.map((nextActionAt, number) => orphan(`task-${number}`, { nextActionAt })));
    const claims = await Promise.all([1, 2].map(() => ledger.claimOrphans('TIW', LATER, LATER + 9, 2)));
    expect(
      claims
        .flat()
        .map(({ taskId }) => taskId)
        .sort(),
    ).toEqual(['task-0', 'task-1', 'task-2']);
    expect(claims.flat().every(({ fence, nextActionAt }) => fence === 1 && nextActionAt === LATER + 9)).toBe(true);
  });

  it('are put off by the one who claimed them last, which counts as a try', async () => {
    const { ledger } = await open();
    await ledger.seeOrphans([orphan('task', { nextActionAt: MADE_AT })]);
    const [first] = await ledger.claimOrphans('TIW', MADE_AT, LATER, 1);
    const [second] = await ledger.claimOrphans('TIW', LATER, LATER + 1, 1);
    await ledger.settleOrphan('TIW', 'task', first!.fence, null);
    expect(await ledger.orphans()).toMatchObject([{ nextActionAt: LATER + 1, tries: 0 }]);
    await ledger.settleOrphan('TIW', 'task', second!.fence, LATER + 50);
    expect(await ledger.orphans()).toMatchObject([{ nextActionAt: LATER + 50, tries: 1 }]);
    await ledger.settleOrphan('TIW', 'task', second!.fence, null);
    expect(await ledger.orphans()).toMatchObject([{ nextActionAt: null, tries: 1 }]);
  });

  it('are forgotten when they are dropped', async () => {
    const { ledger } = await open();
    await ledger.seeOrphans([orphan('a'), orphan('b')]);
    await ledger.dropOrphan('TIW', 'a');
    expect((await ledger.orphans()).map(({ taskId }) => taskId)).toEqual(['b']);
  });

  it('are due again at once when their process has ended', async () => {
    const { ledger, reopen } = await open();
    await ledger.seeOrphans([orphan('task', { nextActionAt: MADE_AT })]);
    await ledger.claimOrphans('TIW', MADE_AT, LATER, 1);
    const next = await reopen();
    await next.breakLeases(MADE_AT + 1);
    expect(await next.claimOrphans('TIW', MADE_AT + 1, LATER, 1)).toHaveLength(1);
  });
});

describe.each(STORES)('a second task of one start on $name', ({ open }) => {
  it('is an orphan that is due at once', async () => {
    const { ledger } = await open();
    await ledger.begin(recording(1, { taskId: 'first' }));
    const result = await ledger.change(idOf(1), () => ({ at: LATER, surplusTaskIds: ['second'] }));
    expect(result?.outcome).toBe('changed');
    const { product, account, room, ref } = recording(1);
    expect(await ledger.claimOrphans('TIW', LATER, LATER + 1, 9)).toMatchObject([
      { product, account, room, ref, taskId: 'second', surplusOf: idOf(1), firstSeenAt: LATER },
    ]);
  });

  it('that was seen before becomes due', async () => {
    const { ledger } = await open();
    await ledger.begin(recording(1));
    await ledger.seeOrphans([orphan('second')]);
    await ledger.change(idOf(1), () => ({ at: LATER, surplusTaskIds: ['second'] }));
    expect(await ledger.orphans()).toMatchObject([
      { surplusOf: idOf(1), nextActionAt: LATER, firstSeenAt: MADE_AT, lastSeenAt: LATER },
    ]);
  });

  it('is put off no more when it is told again', async () => {
    const { ledger } = await open();
    await ledger.begin(recording(1));
    const tell = (at: number) => ledger.change(idOf(1), () => ({ at, surplusTaskIds: ['second'] }));
    await tell(LATER);
    expect((await tell(LATER + 5))?.outcome).toBe('unchanged');
    expect(await ledger.orphans()).toMatchObject([{ nextActionAt: LATER }]);
  });
});
