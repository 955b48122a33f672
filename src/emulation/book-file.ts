import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { makePrivateFile, makePrivateFolder } from '../private-files.ts';
import { parseJson, printJson } from '../wire/json.ts';
import { BooksUnusable, memoryBooks, Shelf, type Books } from './books.ts';

type Connection = InstanceType<typeof Database>;

/** Marks the file as ours, whatever its name is: "tapd". */
const APPLICATION_ID = 0x74617064;
const FORM = 1;
/** How long to wait for a process that is about to end, in ms. */
const LOCK_WAIT_MS = 200;
const HINT =
  'Every process of a demo would have an emulator of its own. For several, run `npm run emulators` once, and give each what it prints: TENCENT_ENDPOINT, RONGCLOUD_ENDPOINT and their keys.';

/** The books of an emulator in a file, or in memory where there is none. Throws as `fileBooks`. */
export function openBooks(file: string | undefined, owner: string): Books {
  return file === undefined ? memoryBooks() : fileBooks(file, owner);
}

/**
 * Books that outlive the process, also when it is killed: what was put is in the file when `put` returns, or when the
 * `together` around it does. The file is made, readable for its owner alone. Throws `BooksUnusable` when it holds
 * something else, belongs to another emulator, or is in use.
 */
export function fileBooks(file: string, owner: string): Books {
  const database = opened(file, owner);
  const rows = database.prepare<[string], { key: string; row: string }>(
    'SELECT key, row FROM books WHERE shelf = ? ORDER BY number',
  );
  const put = database.prepare<[string, string, string]>(
    'INSERT INTO books (shelf, key, row) VALUES (?, ?, ?) ON CONFLICT (shelf, key) DO UPDATE SET row = excluded.row',
  );
  const remove = database.prepare<[string, string]>('DELETE FROM books WHERE shelf = ? AND key = ?');
  const transaction = database.transaction((work: () => unknown) => work());
  return {
    shelf: <Row>(name: string) =>
      new Shelf<Row>(
        rows.all(name).map(({ key, row }) => [key, parseJson(row) as Row]),
        {
          put: (key, row) => void put.run(name, key, printJson(row)),
          remove: (key) => void remove.run(name, key),
        },
      ),
    together: <Result>(work: () => Result) => transaction(work) as Result,
    close: () => void database.close(),
  };
}

function opened(file: string, owner: string): Connection {
  makePrivateFolder(dirname(file));
  makePrivateFile(file); // may hold keys of callbacks
  const database = new Database(file, { timeout: LOCK_WAIT_MS });
  try {
    // Two emulators that keep their own copy of the rows in memory would write over each other.
    database.pragma('locking_mode = EXCLUSIVE');
    const isNew = database.pragma('schema_version', { simple: true }) === 0;
    if (!isNew && !isOurs(database, owner)) throw new BooksUnusable(strange(file, owner));
    // The system has what was written when the process is killed; only a power cut may take the last calls.
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    if (isNew) database.transaction(() => begin(database, owner)).exclusive();
    return database;
  } catch (error) {
    database.close();
    throw error instanceof Database.SqliteError ? explained(error, file, owner) : error;
  }
}

function begin(database: Connection, owner: string): void {
  database.exec(
    'CREATE TABLE books (number INTEGER PRIMARY KEY, shelf TEXT NOT NULL, key TEXT NOT NULL, row TEXT NOT NULL, UNIQUE (shelf, key))',
  );
  database.exec('CREATE TABLE owner (name TEXT NOT NULL)');
  database.prepare('INSERT INTO owner (name) VALUES (?)').run(owner);
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma(`user_version = ${FORM}`);
}

function isOurs(database: Connection, owner: string): boolean {
  const reads = (pragma: string) => database.pragma(pragma, { simple: true });
  if (reads('application_id') !== APPLICATION_ID || reads('user_version') !== FORM) return false;
  return database.prepare('SELECT name FROM owner').pluck().get() === owner;
}

function explained(error: InstanceType<typeof Database.SqliteError>, file: string, owner: string): Error {
  if (error.code === 'SQLITE_NOTADB') return new BooksUnusable(strange(file, owner), { cause: error });
  const reason = error.code === 'SQLITE_BUSY' ? `another process uses it. ${HINT}` : `${error.message}.`;
  return new BooksUnusable(`The books of the ${owner} emulator cannot be opened in ${file}: ${reason}`, {
    cause: error,
  });
}

function strange(file: string, owner: string): string {
  return `${file} does not hold books of the ${owner} emulator in a form that this version knows. Move it away, or name another file.`;
}
