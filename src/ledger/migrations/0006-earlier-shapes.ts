import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { CHANNEL } from '../changes/change-log.ts';
import type { Dialect } from '../schema/store.ts';

/**
 * Steps 0001 and 0002 were edited after ledgers had been written with them. This step brings each of their shapes to the
 * last one, and changes nothing in a ledger that has the last one. test/src/ledger/migrations holds the shapes.
 */
export function earlierShapes(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      if (dialect === 'postgres') await repairChangesOfPostgres(db);
      else await repairChangesOfSqlite(db);
      await createCounter(db);
      if (dialect === 'postgres') await createNumbering(db);
      await sql`create index if not exists callbacks_by_kind on callbacks (source, type, state)`.execute(db);
      await sql`create index if not exists orphans_by_age on orphans (last_seen_at)`.execute(db);
    },
  };
}

/** Changes that have no kind are changes of a state: the first version put down no other ones. */
async function repairChangesOfSqlite(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info('changes')`.execute(db);
  if (rows.some(({ name }) => name === 'kind')) return;
  await sql`alter table changes add column kind text not null default 'STATE'`.execute(db);
  await sql`alter table changes add column file text`.execute(db);
}

async function repairChangesOfPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`alter table changes add column if not exists kind text not null default 'STATE'`.execute(db);
  await sql`alter table changes alter column kind drop default`.execute(db);
  await sql`alter table changes add column if not exists file text`.execute(db);
  // The sequence of the first version left gaps where a commit failed; readers count on numbers without a gap.
  await sql`
    do $$
    begin
      if exists (select from pg_attribute where attrelid = 'changes'::regclass and attname = 'id' and not attisdropped) then
        return;
      end if;
      alter table changes drop constraint changes_pkey;
      alter table changes alter column seq drop default;
      alter table changes alter column seq drop not null;
      drop sequence if exists changes_seq_seq;
      update changes set seq = counted.place
        from (select recording_id, number, row_number() over (order by seq) as place from changes) as counted
        where changes.recording_id = counted.recording_id and changes.number = counted.number
          and changes.seq <> counted.place;
      alter table changes add constraint changes_seq_key unique (seq);
      alter table changes add column id bigint generated always as identity primary key;
    end $$`.execute(db);
}

/** The number of the last change of all; the first version had none. */
async function createCounter(db: Kysely<unknown>): Promise<void> {
  await sql`create table if not exists change_counter (id integer not null primary key, last_seq bigint not null)`.execute(
    db,
  );
  // SQLite takes "on" for the beginning of a join where no "where" stands before it.
  await sql`
    insert into change_counter (id, last_seq)
    select 1, coalesce(max(seq), 0) from changes where true
    on conflict (id) do nothing`.execute(db);
}

/** As step 0001 makes it today. */
async function createNumbering(db: Kysely<unknown>): Promise<void> {
  await sql`create index if not exists changes_without_number on changes (id) where seq is null`.execute(db);
  await sql`
    create or replace function number_changes(at_most integer) returns integer language plpgsql as $$
    declare
      last bigint;
      count integer;
    begin
      if not exists (select from changes where seq is null) then
        return 0;
      end if;
      select last_seq into last from change_counter where id = 1 for update;
      update changes set seq = last + unnumbered.place
        from (
          select id, row_number() over (order by id) as place
          from changes where seq is null order by id limit at_most
        ) as unnumbered
        where changes.id = unnumbered.id;
      get diagnostics count = row_count;
      update change_counter set last_seq = last + count where id = 1;
      perform pg_notify('${sql.raw(CHANNEL)}', '');
      return count;
    end $$`.execute(db);
}
