import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import { codeOf } from '../contract/errors.ts';
import type { Store } from '../schema/store.ts';
import { detectRestore, logNewEpoch, openEpoch, type RestoreEvidence } from '../epochs/open-epoch.ts';
import { EpochTracker, type EpochsOptions } from '../epochs/epoch-tracker.ts';
import { MarkFile, readMark } from '../epochs/mark-file.ts';
import type { Log } from '../../log.ts';

/** Identity of a database, which differs in a copy. Null: this user may not query the member. */
const IDENTITY = z.object({
  /** Identifier of the cluster. Changes with `initdb` and `pg_upgrade`. */
  system: z.string().nullable(),
  /** Timeline of the write-ahead log. Changes with each point-in-time recovery and each promotion. */
  timeline: z.string().nullable(),
  /** OID of the database. Differs in a copy, and after a dump was restored into another database. */
  database: z.string().nullable(),
  /** OID of a table. Changes with the restore of a dump. */
  table: z.string().nullable(),
});

type Identity = z.infer<typeof IDENTITY>;

type Names = readonly (keyof Identity)[];

const NAMES = ['system', 'timeline', 'database', 'table'] as const satisfies Names;

/**
 * Opens the epochs of a PostgreSQL ledger. Detects restores by the mark file of this process, its memory, and the identity
 * that PostgreSQL reports for the database.
 */
export async function openPostgresEpochs(options: EpochsOptions, file: string | undefined): Promise<EpochTracker> {
  const { store, now, log } = options;
  const mark = file === undefined ? undefined : readMark(file);
  const identity = identityReader(store);
  const copied = evidenceOf(await identity());
  const why: RestoreEvidence['why'] = (state, lineage) => {
    // If the process was given another database, the mark file belongs to another ledger.
    const isSame = mark?.epochs.some(({ id }) => id === lineage.first.id) ?? false;
    return detectRestore(state, lineage, isSame ? mark : undefined) ?? copied.why(state, lineage);
  };
  const opened = await store.write((db) => openEpoch(db, true, now(), { ...copied, why, known: mark?.epochs ?? [] }));
  logNewEpoch(log, opened);
  const { lineage, lastSeq } = opened;
  const body = { epoch: lineage.current.id, epochs: [...lineage.epochs], instance: '', place: null, boot: null };
  const made = file === undefined ? undefined : tryToCreate(file, log, () => MarkFile.create(file, lastSeq, body));
  return new EpochTracker(options, opened, made, async () => evidenceOf(await identity()));
}

/** A server without a writable folder also works: the identity of the database still reveals restores. */
function tryToCreate(file: string, log: Pick<Log, 'warn'> | undefined, make: () => MarkFile): MarkFile | undefined {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    return make();
  } catch (error) {
    log?.warn({ code: codeOf(error) }, 'the mark file of the ledger cannot be written to DATA_DIR');
    return undefined;
  }
}

/** Uses the identity of the database as evidence that the tables are a copy. */
function evidenceOf(identity: Identity): RestoreEvidence {
  return {
    why({ instance }) {
      const known = parse(instance);
      const isOther = NAMES.some(
        (name) => known[name] !== null && identity[name] !== null && known[name] !== identity[name],
      );
      return isOther ? 'OTHER_INSTANCE' : undefined;
    },
    instanceAfter(before) {
      const known = parse(before);
      const now = Object.fromEntries(NAMES.map((name) => [name, identity[name] ?? known[name]]));
      return JSON.stringify(now);
    },
  };
}

const UNKNOWN: Identity = { system: null, timeline: null, database: null, table: null };

function parse(instance: string | null): Identity {
  if (instance === null) return UNKNOWN;
  const read = IDENTITY.safeParse(JSON.parse(instance));
  return read.success ? read.data : UNKNOWN;
}

const QUERIES: Readonly<Record<keyof Identity, string>> = {
  system: 'select system_identifier from pg_control_system()',
  timeline: 'substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)',
  database: 'select oid from pg_database where datname = current_database()',
  table: `'change_counter'::regclass::oid`,
};

/** PostgreSQL's insufficient_privilege, undefined_function and feature_not_supported: permanent for this process. */
const FORBIDDEN: readonly unknown[] = ['42501', '42883', '0A000'];

/**
 * Returns a function that reads the identity of a database. Managed services may forbid a query: its member is then null,
 * and the query is not repeated, because PostgreSQL logs each refusal as an error.
 */
function identityReader(store: Store): () => Promise<Identity> {
  const forbidden = new Set<keyof Identity>();
  const read = async (name: keyof Identity): Promise<string | null> => {
    if (forbidden.has(name)) return null;
    try {
      return await store.read(async (db) => {
        const query = sql<{ value: string | null }>`select (${sql.raw(QUERIES[name])})::text as value`;
        const { rows } = await query.execute(db);
        return rows[0]?.value ?? null;
      });
    } catch (error) {
      if (FORBIDDEN.includes(codeOf((error as Error).cause))) forbidden.add(name);
      return null;
    }
  };
  return async () => {
    const members = await Promise.all(NAMES.map(async (name) => [name, await read(name)] as const));
    return Object.fromEntries(members) as Identity;
  };
}
