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

/** Returns the statements of a migration, in order, without values. Executes nothing; queries return no rows. */
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

/** Returns the checksum of statements: 16 hexadecimal digits. */
export function checksumOf(statements: readonly string[]): string {
  return sha256Hex(statements.join(';\n')).slice(0, CHECKSUM_CHARACTERS);
}
