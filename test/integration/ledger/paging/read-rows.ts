import Database from 'better-sqlite3';
import { onTestFinished, vi } from 'vitest';

/** Starts to count the rows that SQLite returns. */
export function countRows(): () => number {
  const db = new Database(':memory:');
  const prototype = Object.getPrototypeOf(db.prepare('select 1')) as Database.Statement;
  db.close();
  const spy = vi.spyOn(prototype, 'all');
  onTestFinished(() => spy.mockRestore());
  const from = spy.mock.results.length; // results of an earlier count with the same spy
  return () =>
    spy.mock.results.slice(from).reduce((rows, { value }) => rows + (Array.isArray(value) ? value.length : 0), 0);
}
