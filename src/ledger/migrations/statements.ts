import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Migration } from 'kysely/migration';
import { sha256Hex } from '../../wire/digest.ts';
import type { Dialect } from '../schema/store.ts';

const CHECKSUM_CHARACTERS = 16;

/** Returns the statements of a step, in order, without values. Nothing is executed; queries of the step find no rows. */
export async function statementsOf(step: Migration, dialect: Dialect): Promise<readonly string[]> {
  const statements: string[] = [];
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => (dialect === 'postgres' ? new PostgresAdapter() : new SqliteAdapter()),
      createDriver: () => new DummyDriver(),
      createIntrospector: (on) => (dialect === 'postgres' ? new PostgresIntrospector(on) : new SqliteIntrospector(on)),
      createQueryCompiler: () => (dialect === 'postgres' ? new PostgresQueryCompiler() : new SqliteQueryCompiler()),
    },
    log: ({ query }) => {
      statements.push(query.sql);
    },
  });
  await step.up(db);
  return statements;
}

/** Returns what tells a step from an edited one: 16 hexadecimal digits over its statements. */
export function checksumOf(statements: readonly string[]): string {
  return sha256Hex(statements.join(';\n')).slice(0, CHECKSUM_CHARACTERS);
}
