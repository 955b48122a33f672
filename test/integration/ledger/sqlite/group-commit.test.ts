import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { GroupCommit } from '../../../../src/ledger/sqlite/group-commit.ts';
import { connectSqlite, type SqliteConnection } from '../../../../src/ledger/sqlite/connection.ts';
import type { Job } from '../../../../src/ledger/schema/store.ts';
import { SQLITE } from '../../../shared/stores.ts';
import { idOf, recording } from '../../../shared/ledger/sample.ts';

it('many recordings at once share their commits', async () => {
  const commits: number[] = [];
  const { ledger } = await SQLITE.open({ onCommit: (jobs) => commits.push(jobs) });
  commits.length = 0; // ignores the commit of the start
  await Promise.all(Array.from({ length: 64 }, (_, number) => ledger.insert(recording(number))));
  expect(commits).toEqual([64]);
});

it('what is answered can be read by another connection', async () => {
  const { ledger, url } = await SQLITE.open();
  const other = new Database(url.slice('sqlite:'.length), { readonly: true });
  onTestFinished(() => void other.close());
  await ledger.insert(recording(1));
  expect(other.prepare('select id from recordings').pluck().all()).toEqual([idOf(1)]);
});

it('reads see nothing of a commit that has not been made', async () => {
  const { ledger } = await SQLITE.open();
  await ledger.insert(recording(1));
  let read: Promise<unknown> | undefined;
  await ledger.update(idOf(1), () => {
    // Within the transaction.
    read = ledger.find(idOf(1)).then((row) => row?.tries);
    return { at: 0, set: { tries: 5 } };
  });
  expect(await read).toBe(0);
  expect((await ledger.find(idOf(1)))?.tries).toBe(5);
});

describe('a group commit', () => {
  let connection: SqliteConnection;
  let commits: number[];
  let group: GroupCommit;

  beforeEach(() => {
    connection = connectSqlite(':memory:', { readonly: false });
    connection.raw.exec('create table kept (value text not null)');
    commits = [];
    group = new GroupCommit(connection.raw, connection.db, (jobs) => commits.push(jobs));
    return () => connection.close();
  });

  const keep =
    (value: string | null): Job<unknown> =>
    (db) =>
      sql`insert into kept values (${value})`.execute(db);
  const kept = () => connection.raw.prepare('select value from kept').pluck().all();

  it('lets a job that fails fail alone, with all it did', async () => {
    const results = await Promise.allSettled([
      group.run(keep('a')),
      group.run(async (db) => {
        await keep('b')(db);
        await keep(null)(db);
      }),
      group.run(keep('c')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(kept()).toEqual(['a', 'c']);
    expect(commits).toEqual([3]);
  });

  it('answers nothing before the commit', async () => {
    const order: string[] = [];
    group = new GroupCommit(connection.raw, connection.db, () => order.push('commit'));
    await Promise.all(['a', 'b'].map((value) => group.run(keep(value)).then(() => order.push(value))));
    expect(order).toEqual(['commit', 'a', 'b']);
  });

  it('fails every job when the commit fails, and goes on with the next', async () => {
    connection.raw.exec('create table parent (id integer primary key)');
    connection.raw.exec('create table child (id integer references parent (id) deferrable initially deferred)');
    const childless: Job<unknown> = (db) => sql`insert into child values (7)`.execute(db);
    const results = await Promise.allSettled([group.run(keep('a')), group.run(childless)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(commits).toEqual([]);
    await group.run(keep('b'));
    expect(kept()).toEqual(['b']);
  });

  it('fails every job when SQLite has rolled all of it back', async () => {
    const results = await Promise.allSettled([
      group.run(keep('a')),
      group.run((db) => sql`insert or rollback into kept values (null)`.execute(db)),
      group.run(keep('c')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(kept()).toEqual([]);
  });

  it('takes jobs that come while it works', async () => {
    let later: Promise<unknown> | undefined;
    await group.run((db) => {
      later = group.run(keep('later'));
      return keep('first')(db);
    });
    await later;
    expect(kept()).toEqual(['first', 'later']);
    expect(commits).toEqual([1, 1]);
  });

  it('lets the event loop turn between large groups', async () => {
    await Promise.all(Array.from({ length: 450 }, (_, number) => group.run(keep(String(number)))));
    expect(commits).toEqual([200, 200, 50]);
  });
});
