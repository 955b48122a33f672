import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fileBooks, openBooks } from '../../../src/emulation/book-file.ts';
import type { Books } from '../../../src/emulation/books.ts';
import { freshFile } from '../../shared/emulation/fresh-file.ts';

/** Books that end with the running test. */
function open(file: string | undefined, owner = 'made-up'): Books {
  const books = openBooks(file, owner);
  onTestFinished(() => books.close());
  return books;
}

/** What the next process finds. */
function reopened(books: Books, file: string): Books {
  books.close();
  return open(file);
}

describe.each([
  ['in memory', () => undefined],
  ['in a file', freshFile],
])('books %s', (_, newFile) => {
  it('have the rows of a shelf in the order in which they first came', () => {
    const shelf = open(newFile()).shelf<number>('numbers');
    for (const [key, row] of [['b', 1], ['a', 2], ['c', 3], ['b', 4]] as const) shelf.put(key, row); // prettier-ignore
    shelf.remove('a');
    expect(shelf.entries()).toEqual([
      ['b', 4],
      ['c', 3],
    ]);
    expect([shelf.get('b'), shelf.has('a'), shelf.rows()]).toEqual([4, false, [4, 3]]);
  });

  it('keep shelves apart', () => {
    const books = open(newFile());
    books.shelf('one').put('key', 1);
    expect(books.shelf('other').rows()).toEqual([]);
  });

  it('give what the work in one piece gives', () => {
    expect(open(newFile()).together(() => 5)).toBe(5);
  });
});

describe('books in a file', () => {
  it('have everything again, digit by digit and in order', () => {
    const file = freshFile();
    const books = open(file);
    const rows = books.shelf('rows');
    rows.put('late', { id: 2n ** 60n + 1n, name: '12345678901234567890', list: [1.5, null, true] });
    rows.put('__proto__', ['é']);
    rows.put('late', { id: 2n ** 60n + 3n });
    rows.put('gone', 1);
    rows.remove('gone');
    expect(reopened(books, file).shelf('rows').entries()).toEqual([
      ['late', { id: 2n ** 60n + 3n }],
      ['__proto__', ['é']],
    ]);
  });

  it('have all or nothing of a work in one piece', () => {
    const file = freshFile();
    const books = open(file);
    const rows = books.shelf('rows');
    books.together(() => {
      rows.put('a', 1);
      rows.put('b', 1);
    });
    const half = () => {
      rows.put('c', 1);
      throw new Error('cut short');
    };
    expect(() => books.together(half)).toThrow('cut short');
    expect(reopened(books, file).shelf('rows').entries().map(([key]) => key)).toEqual(['a', 'b']); // prettier-ignore
  });

  it('make their folder, and are read by their owner alone', () => {
    const file = join(freshFile(), 'deeper', 'books');
    open(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('have one user at a time', () => {
    const file = freshFile();
    const books = open(file);
    expect(() => fileBooks(file, 'made-up')).toThrow(`cannot be opened in ${file}: another process uses it.`);
    expect(() => reopened(books, file)).not.toThrow();
  });

  it('tell a second user how several processes share one emulator', () => {
    const file = freshFile();
    open(file);
    const second = () => fileBooks(file, 'made-up');
    expect(second).toThrow(/`npm run emulators`.*TENCENT_ENDPOINT, RONGCLOUD_ENDPOINT/);
  });
});

describe('a file that holds something else', () => {
  const makeSqlite = (change: (database: InstanceType<typeof Database>) => void) => (file: string) => {
    const database = new Database(file);
    change(database);
    database.close();
  };
  const makeBooks = (owner: string) => (file: string) => fileBooks(file, owner).close();

  it.each<[string, (file: string) => void]>([
    ['a text', (file) => writeFileSync(file, 'Dear diary, '.repeat(100))],
    ['tables of another program', makeSqlite((database) => database.exec('CREATE TABLE users (name TEXT)'))],
    ["another emulator's books", makeBooks('other')],
    [
      'books in a later form',
      (file) => {
        makeBooks('made-up')(file);
        makeSqlite((database) => database.pragma('user_version = 2'))(file);
      },
    ],
  ])('is named in the error and left alone: %s', (_, make) => {
    const file = freshFile();
    make(file);
    const before = statSync(file).size;
    expect(() => fileBooks(file, 'made-up')).toThrow(`${file} does not hold books of the made-up emulator`);
    expect(statSync(file).size).toBe(before);
  });
});
