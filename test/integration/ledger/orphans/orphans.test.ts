import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MAX_ORPHANS_LISTED } from '../../../../src/ledger/contract/limits.ts';
import { POSTGRES } from '../../../shared/both-stores.ts';
import { LEDGER_STORES } from '../../../shared/ledger-stores.ts';
import { idOf, MADE_AT, orphan, recording } from '../../../shared/ledger/sample.ts';

const LATER = MADE_AT + 60_000;

/** Creates orphans that were last seen at intervals of 1 ms. */
function seenInTurn(count: number) {
  return Array.from({ length: count }, (_, number) => orphan(`task-${number}`, { lastSeenAt: MADE_AT + number }));
}

describe.each(LEDGER_STORES)('orphans on $name', ({ open }) => {
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

  it('are listed the newest seen first, up to a limit', async () => {
    const { ledger } = await open();
    await ledger.seeOrphans(seenInTurn(MAX_ORPHANS_LISTED + 5));
    const listed = (await ledger.orphans()).map(({ taskId }) => taskId);
    expect(listed).toEqual(
      Array.from({ length: MAX_ORPHANS_LISTED }, (_, index) => `task-${MAX_ORPHANS_LISTED + 4 - index}`),
    );
  });

  it('can be listed without those that were not seen after a time', async () => {
    const { ledger } = await open();
    await ledger.seeOrphans(seenInTurn(4));
    expect((await ledger.orphans('TIW', MADE_AT + 1)).map(({ taskId }) => taskId)).toEqual(['task-3', 'task-2']);
  });

  it('are no tasks of recordings, now or later', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1, { taskId: 'owned' }));
    await ledger.insert(recording(2));
    await ledger.insert(recording(3, { product: 'GME', taskId: 'free' }));
    await ledger.seeOrphans(['owned', 'owned-soon', 'free'].map((taskId) => orphan(taskId, { nextActionAt: MADE_AT })));
    await ledger.update(idOf(2), () => ({ at: LATER, set: { taskId: 'owned-soon' } }));
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

  it('are forgotten when they were seen last before a time, however many they are', async () => {
    const { ledger } = await open();
    await ledger.seeOrphans(seenInTurn(1103));
    expect(await ledger.dropOrphans(MADE_AT + 1101)).toBe(1101);
    expect((await ledger.orphans()).map(({ taskId }) => taskId)).toEqual(['task-1102', 'task-1101']);
  });

  it('of another product are kept although a task of the same id is forgotten', async () => {
    const { ledger } = await open();
    await ledger.seeOrphans([orphan('task'), orphan('task', { product: 'GME', lastSeenAt: LATER })]);
    expect(await ledger.dropOrphans(LATER)).toBe(1);
    expect(await ledger.orphans()).toMatchObject([{ product: 'GME', taskId: 'task' }]);
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

describe.each(LEDGER_STORES)('a second task of one start on $name', ({ open }) => {
  it('is an orphan that is due at once', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1, { taskId: 'first' }));
    const result = await ledger.update(idOf(1), () => ({ at: LATER, surplusTaskIds: ['second'] }));
    expect(result?.outcome).toBe('changed');
    const { product, account, room, ref } = recording(1);
    expect(await ledger.claimOrphans('TIW', LATER, LATER + 1, 9)).toMatchObject([
      { product, account, room, ref, taskId: 'second', surplusOf: idOf(1), firstSeenAt: LATER },
    ]);
  });

  it('that was seen before becomes due', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    await ledger.seeOrphans([orphan('second')]);
    await ledger.update(idOf(1), () => ({ at: LATER, surplusTaskIds: ['second'] }));
    expect(await ledger.orphans()).toMatchObject([
      { surplusOf: idOf(1), nextActionAt: LATER, firstSeenAt: MADE_AT, lastSeenAt: LATER },
    ]);
  });

  it('is not postponed again when it is reported again', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    const tell = (at: number) => ledger.update(idOf(1), () => ({ at, surplusTaskIds: ['second'] }));
    await tell(LATER);
    expect((await tell(LATER + 5))?.outcome).toBe('unchanged');
    expect(await ledger.orphans()).toMatchObject([{ nextActionAt: LATER }]);
  });
});

describe.each(LEDGER_STORES)('a second task of one start that was reported long ago on $name', ({ open }) => {
  it('is listed and kept: it is still to be stopped', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    await ledger.update(idOf(1), () => ({ at: MADE_AT, surplusTaskIds: ['second'] }));
    expect(await ledger.dropOrphans(LATER)).toBe(0);
    expect(await ledger.orphans('TIW', LATER)).toMatchObject([{ taskId: 'second', surplusOf: idOf(1) }]);
  });

  it('stays one when it is seen again', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    await ledger.update(idOf(1), () => ({ at: MADE_AT, surplusTaskIds: ['second'] }));
    await ledger.seeOrphans([orphan('second', { lastSeenAt: LATER })]);
    expect(await ledger.orphans()).toMatchObject([{ surplusOf: idOf(1), nextActionAt: MADE_AT, lastSeenAt: LATER }]);
  });
});

describe('a second task of one start on PostgreSQL', () => {
  it('becomes due although another process is just putting it down as an orphan', async () => {
    const { ledger, url } = await POSTGRES.open();
    await ledger.insert(recording(1));
    const other = await otherProcess(url);
    await other.query(`
      insert into orphans (product, task_id, account, ref, first_seen_at, last_seen_at, fence, tries)
      values ('TIW', 'second', '1400000001', '{}', ${MADE_AT}, ${MADE_AT}, 0, 0)`);
    const changing = ledger.update(idOf(1), () => ({ at: LATER, surplusTaskIds: ['second'] }));
    await someoneWaits(other);
    await other.query('commit');
    expect((await changing)?.outcome).toBe('changed');
    expect(await ledger.orphans()).toMatchObject([{ surplusOf: idOf(1), nextActionAt: LATER, firstSeenAt: MADE_AT }]);
  });

  it('is kept although it was an old orphan when the dropping of those began', async () => {
    const { ledger, url } = await POSTGRES.open();
    await ledger.seeOrphans([orphan('second')]);
    const other = await otherProcess(url);
    await other.query(`update orphans set surplus_of = '${idOf(1)}', next_action_at = ${MADE_AT}`);
    const dropping = ledger.dropOrphans(LATER);
    await someoneWaits(other);
    await other.query('commit');
    expect(await dropping).toBe(0);
    expect(await ledger.orphans()).toMatchObject([{ taskId: 'second', surplusOf: idOf(1) }]);
  });
});

/** Opens a transaction, as a process in the middle of a commit. */
async function otherProcess(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('begin');
  return client;
}

/** Resolves when a query of the ledger waits for a lock of this process. */
async function someoneWaits(client: Client): Promise<void> {
  const waiting = `select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`;
  await expect.poll(() => client.query(waiting), { interval: 10 }).toMatchObject({ rowCount: 1 });
}
