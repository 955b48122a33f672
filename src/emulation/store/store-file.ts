import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { makePrivateFile, makePrivateFolder } from '../../private-files.ts';
import { parseJson, printJson } from '../../wire/json.ts';
import { EmulatorStoreUnusable, memoryStore, Table, type Store } from './store.ts';

type Connection = InstanceType<typeof Database>;

/** SQLite application id of an emulator's store: "tapd". */
const APPLICATION_ID = 0x74617064;
/** Format of the file: the table `books` has all rows; its column `shelf` names the emulator's table. */
const FORMAT = 1;
/** How long to wait for a lock, in ms: a process that is about to exit may still hold the file. */
const LOCK_WAIT_MS = 200;
const HINT =
  'Every demo process starts its own emulators. For several processes, run `npm run emulators` once and give each process the settings that it prints: TENCENT_ENDPOINT, RONGCLOUD_ENDPOINT and their keys.';

/** Opens the store in the file, or in memory without a file. Throws as `fileStore`. */
export function openStore(file: string | undefined, owner: string): Store {
  return file === undefined ? memoryStore() : fileStore(file, owner);
}

/**
 * Opens a store that survives a killed process: a row is saved when `put` returns, or when the surrounding `transaction`
 * returns. Creates the file if necessary, readable for its owner only. Throws `EmulatorStoreUnusable` if the file holds
 * other data, belongs to another emulator, or is in use.
 */
export function fileStore(file: string, owner: string): Store {
  const database = openDatabase(file, owner);
  const rows = database.prepare<[string], { key: string; row: string }>(
    'SELECT key, row FROM books WHERE shelf = ? ORDER BY number',
  );
  const put = database.prepare<[string, string, string]>(
    'INSERT INTO books (shelf, key, row) VALUES (?, ?, ?) ON CONFLICT (shelf, key) DO UPDATE SET row = excluded.row',
  );
  const remove = database.prepare<[string, string]>('DELETE FROM books WHERE shelf = ? AND key = ?');
  const transaction = database.transaction((work: () => unknown) => work());
  return {
    table: <Row>(name: string) =>
      new Table<Row>(
        rows.all(name).map(({ key, row }) => [key, parseJson(row) as Row]),
        {
          put: (key, row) => void put.run(name, key, printJson(row)),
          remove: (key) => void remove.run(name, key),
        },
      ),
    transaction: <Result>(work: () => Result) => transaction(work) as Result,
    close: () => void database.close(),
  };
}

function openDatabase(file: string, owner: string): Connection {
  makePrivateFolder(dirname(file));
  makePrivateFile(file); // may hold callback keys
  const database = new Database(file, { timeout: LOCK_WAIT_MS });
  try {
    // Every emulator keeps the rows in memory: two emulators on one file would overwrite each other.
    database.pragma('locking_mode = EXCLUSIVE');
    const isNew = database.pragma('schema_version', { simple: true }) === 0;
    if (!isNew && !isOurs(database, owner)) throw new EmulatorStoreUnusable(notOurs(file, owner));
    // Writes survive a killed process; only a power cut may lose the last calls.
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    if (isNew) database.transaction(() => createTables(database, owner)).exclusive();
    return database;
  } catch (error) {
    database.close();
    throw error instanceof Database.SqliteError ? openError(error, file, owner) : error;
  }
}

function createTables(database: Connection, owner: string): void {
  database.exec(
    'CREATE TABLE books (number INTEGER PRIMARY KEY, shelf TEXT NOT NULL, key TEXT NOT NULL, row TEXT NOT NULL, UNIQUE (shelf, key))',
  );
  database.exec('CREATE TABLE owner (name TEXT NOT NULL)');
  database.prepare('INSERT INTO owner (name) VALUES (?)').run(owner);
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma(`user_version = ${FORMAT}`);
}

function isOurs(database: Connection, owner: string): boolean {
  const reads = (pragma: string) => database.pragma(pragma, { simple: true });
  if (reads('application_id') !== APPLICATION_ID || reads('user_version') !== FORMAT) return false;
  return database.prepare('SELECT name FROM owner').pluck().get() === owner;
}

function openError(error: InstanceType<typeof Database.SqliteError>, file: string, owner: string): Error {
  if (error.code === 'SQLITE_NOTADB') return new EmulatorStoreUnusable(notOurs(file, owner), { cause: error });
  const reason = error.code === 'SQLITE_BUSY' ? `another process uses it. ${HINT}` : `${error.message}.`;
  return new EmulatorStoreUnusable(`The store of the ${owner} emulator cannot be opened in ${file}: ${reason}`, {
    cause: error,
  });
}

function notOurs(file: string, owner: string): string {
  return `${file} is not a store of the ${owner} emulator in a format that this version knows. Move the file away, or name another file.`;
}
