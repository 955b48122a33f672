import Database from 'better-sqlite3';
import { Client } from 'pg';

type Method = (...args: unknown[]) => unknown;

/** Counts the statements that this process sends to a database. Returns a function that returns the count. */
export function countStatements(): () => number {
  let count = 0;
  const counted = (prototype: object, name: string): void => {
    const methods = prototype as Record<string, Method>;
    const method = methods[name]!;
    methods[name] = function (this: unknown, ...args) {
      count += 1;
      return method.apply(this, args);
    };
  };
  counted(Client.prototype, 'query');
  const memory = new Database(':memory:');
  const statement = Object.getPrototypeOf(memory.prepare('select 1')) as object;
  for (const name of ['all', 'get', 'run']) counted(statement, name);
  memory.close();
  return () => count;
}
