import Database from 'better-sqlite3';
import { onTestFinished, vi } from 'vitest';

/**
 * Counts statements from now on at the SQLite database of the first server that reads a page of recordings. Statements
 * of other servers in this process do not count.
 */
export function countStatements(): () => number {
  const db = new Database(':memory:');
  const prototype = Object.getPrototypeOf(db.prepare('select 1')) as Database.Statement;
  db.close();
  const spies = (['all', 'run', 'get', 'iterate'] as const).map((name) => vi.spyOn(prototype, name));
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore();
  });
  return () => {
    const run = spies.flatMap(({ mock }) => mock.contexts as readonly Database.Statement[]);
    const page = run.find(({ source }) => /from "recordings".*\blimit\b/s.test(source));
    if (!page) throw new Error(`no page was read: ${run.map(({ source }) => source).join('\n')}`);
    return run.filter(({ database }) => database === page.database).length;
  };
}
