import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fileStore, openStore } from '../../../../src/emulation/store/store-file.ts';
import type { Store } from '../../../../src/emulation/store/store.ts';
import { freshFile } from '../../../shared/emulation/fresh-file.ts';

/** Store that end with the running test. */
function open(file: string | undefined, owner = 'made-up'): Store {
  const store = openStore(file, owner);
  onTestFinished(() => store.close());
  return store;
}

/** Returns the store as the next process finds it. */
function reopened(store: Store, file: string): Store {
  store.close();
  return open(file);
}

describe.each([
  ['in memory', () => undefined],
  ['in a file', freshFile],
])('store %s', (_, newFile) => {
  it('have the rows of a table in the order in which they first came', () => {
    const table = open(newFile()).table<number>('numbers');
    for (const [key, row] of [['b', 1], ['a', 2], ['c', 3], ['b', 4]] as const) table.put(key, row); // prettier-ignore
    table.remove('a');
    expect(table.entries()).toEqual([
      ['b', 4],
      ['c', 3],
    ]);
    expect([table.get('b'), table.has('a'), table.rows()]).toEqual([4, false, [4, 3]]);
  });

  it('keep tables apart', () => {
    const store = open(newFile());
    store.table('one').put('key', 1);
    expect(store.table('other').rows()).toEqual([]);
  });

  it('give what the work in one piece gives', () => {
    expect(open(newFile()).transaction(() => 5)).toBe(5);
  });
});

describe('store in a file', () => {
  it('have everything again, digit by digit and in order', () => {
    const file = freshFile();
    const store = open(file);
    const rows = store.table('rows');
    rows.put('late', { id: 2n ** 60n + 1n, name: '12345678901234567890', list: [1.5, null, true] });
    rows.put('__proto__', ['é']);
    rows.put('late', { id: 2n ** 60n + 3n });
    rows.put('gone', 1);
    rows.remove('gone');
    expect(reopened(store, file).table('rows').entries()).toEqual([
      ['late', { id: 2n ** 60n + 3n }],
      ['__proto__', ['é']],
    ]);
  });

  it('have all or nothing of a work in one piece', () => {
    const file = freshFile();
    const store = open(file);
    const rows = store.table('rows');
    store.transaction(() => {
      rows.put('a', 1);
      rows.put('b', 1);
    });
    const half = () => {
      rows.put('c', 1);
      throw new Error('cut short');
    };
    expect(() => store.transaction(half)).toThrow('cut short');
    expect(reopened(store, file).table('rows').entries().map(([key]) => key)).toEqual(['a', 'b']); // prettier-ignore
  });

  it('make their folder, and are read by their owner alone', () => {
    const file = join(freshFile(), 'deeper', 'store');
    open(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('have one user at a time', () => {
    const file = freshFile();
    const store = open(file);
    expect(() => fileStore(file, 'made-up')).toThrow(`cannot be opened in ${file}: another process uses it.`);
    expect(() => reopened(store, file)).not.toThrow();
  });

  it('show a second user how several processes share one emulator', () => {
    const file = freshFile();
    open(file);
    const second = () => fileStore(file, 'made-up');
    expect(second).toThrow(/`npm run emulators`.*TENCENT_ENDPOINT, RONGCLOUD_ENDPOINT/);
  });
});

describe('a file that holds something else', () => {
  const makeSqlite = (change: (database: InstanceType<typeof Database>) => void) => (file: string) => {
    const database = new Database(file);
    change(database);
    database.close();
  };
  const makeStore = (owner: string) => (file: string) => fileStore(file, owner).close();

  it.each<[string, (file: string) => void]>([
    ['a text', (file) => writeFileSync(file, 'Dear diary, '.repeat(100))],
    ['tables of another program', makeSqlite((database) => database.exec('CREATE TABLE users (name TEXT)'))],
    ["another emulator's store", makeStore('other')],
    [
      'store in a later form',
      (file) => {
        makeStore('made-up')(file);
        makeSqlite((database) => database.pragma('user_version = 2'))(file);
      },
    ],
  ])('is named in the error and left alone: %s', (_, make) => {
    const file = freshFile();
    make(file);
    const before = statSync(file).size;
    expect(() => fileStore(file, 'made-up')).toThrow(`${file} is not a store of the made-up emulator`);
    expect(statSync(file).size).toBe(before);
  });
});
