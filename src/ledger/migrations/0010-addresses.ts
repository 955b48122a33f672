import { sql, type ColumnDataType, type Kysely, type RawBuilder } from 'kysely';
import type { Migration } from 'kysely/migration';
import { maskSecrets } from '../../wire/mask-values.ts';
import { parseJson, printJson } from '../../wire/json.ts';
import type { Dialect } from '../schema/store.ts';

type ColumnType = ColumnDataType | RawBuilder<unknown>;

/** Rows that are read at once. */
const ROWS = 500;

/**
 * Sealed addresses of webhook endpoints, and the nonces of callbacks. Masks credentials in addresses that earlier versions
 * wrote in clear and that nothing needs any more: of recordings whose outcome is settled, and of kept answers.
 * What is still needed is encrypted at the first start of the server, which has the key; `clean_ups` notes that.
 */
export function addresses(dialect: Dialect): Migration {
  const key: ColumnType = dialect === 'postgres' ? sql`text collate "C"` : 'text';
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('webhook_endpoints').addColumn('sealed_url', 'text').execute();
      await db.schema
        .createTable('callback_nonces')
        .addColumn('nonce', key, (column) => column.primaryKey().notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('until', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('callback_nonces_by_age').on('callback_nonces').column('until').execute();
      await db.schema
        .createTable('clean_ups')
        .addColumn('name', key, (column) => column.primaryKey().notNull())
        .execute();
      await maskRecordings(db);
      await maskAnswers(db);
    },
  };
}

async function maskRecordings(db: Kysely<unknown>): Promise<void> {
  let last = '';
  for (;;) {
    const { rows } = await sql<{ id: string; params: string | null; ref: string; state: string }>`
      select id, params, ref, state from recordings
      where id > ${last}
        and (accepted = 1 or state in ('COMPLETE', 'FAILED', 'INCOMPLETE', 'NOTHING_RECORDED', 'ABANDONED'))
        and (params like '%://%' or params like '%Url":%' or ref like '%://%')
      order by id limit ${sql.lit(ROWS)}`.execute(db);
    for (const { id, params, ref, state } of rows) {
      const isOver = ['COMPLETE', 'FAILED', 'INCOMPLETE', 'NOTHING_RECORDED', 'ABANDONED'].includes(state);
      const masked = { params: params && maskedText(params), ref: isOver ? maskedText(ref) : ref };
      if (masked.params === params && masked.ref === ref) continue;
      await sql`update recordings set params = ${masked.params}, ref = ${masked.ref} where id = ${id}`.execute(db);
    }
    if (rows.length < ROWS) return;
    last = rows.at(-1)!.id;
  }
}

/** Answers to calls with an idempotency key name the addresses of endpoints. */
async function maskAnswers(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ key: string; result: string }>`
    select key, result from idempotency_keys
    where operation like '%Webhook%' and result like '%://%'`.execute(db);
  for (const { key, result } of rows) {
    const masked = maskedText(result);
    if (masked !== result) await sql`update idempotency_keys set result = ${masked} where key = ${key}`.execute(db);
  }
}

function maskedText(text: string): string {
  return printJson(maskSecrets(parseJson(text)));
}
