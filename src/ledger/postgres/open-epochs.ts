import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import { codeOf } from '../contract/errors.ts';
import type { Store } from '../schema/store.ts';
import { openEpoch, logNewEpoch, type RestoreEvidence } from '../epochs/open-epoch.ts';
import { EpochTracker, type EpochsOptions } from '../epochs/epoch-tracker.ts';
import { detectRestore } from '../epochs/restore-detection.ts';
import { MarkFile, readMark } from '../epochs/mark-file.ts';
import type { Log } from '../../log.ts';

/** What tells a database from its copy. Null: this user may not ask for it. */
const IDENTITY = z.object({
  /** Of the cluster: another one after `initdb` and `pg_upgrade`. */
  system: z.string().nullable(),
  /** Of the write-ahead log: another one after each recovery to a point in time and each promotion. */
  timeline: z.string().nullable(),
  /** The database's number: another one in a copy, and where a dump was read into another database. */
  database: z.string().nullable(),
  /** The table's number: another one where a dump was read. */
  table: z.string().nullable(),
});

type Identity = z.infer<typeof IDENTITY>;

type Names = readonly (keyof Identity)[];

const NAMES = ['system', 'timeline', 'database', 'table'] as const satisfies Names;

/**
 * Opens the epochs of a PostgreSQL ledger. What the tables cannot know is in the mark file of this process, in its
 * memory, and in what PostgreSQL says of the database.
 */
export async function openPostgresEpochs(options: EpochsOptions, file: string | undefined): Promise<EpochTracker> {
  const { store, now, log } = options;
  const mark = file === undefined ? undefined : readMark(file);
  const identity = asker(store);
  const copied = evidenceOf(await identity());
  const why: RestoreEvidence['why'] = (state, lineage) => {
    // Where the process was given another database, the file is that of another ledger.
    const isSame = mark?.epochs.some(({ id }) => id === lineage.first.id) ?? false;
    return detectRestore(state, lineage, isSame ? mark : undefined) ?? copied.why(state, lineage);
  };
  const opened = await store.write((db) => openEpoch(db, true, now(), { ...copied, why, known: mark?.epochs ?? [] }));
  logNewEpoch(log, opened);
  const { lineage, lastSeq } = opened;
  const body = { epoch: lineage.current.id, epochs: [...lineage.epochs], instance: '', place: null, boot: null };
  const made = file === undefined ? undefined : tryToMake(file, log, () => MarkFile.create(file, lastSeq, body));
  return new EpochTracker(options, opened, made, async () => evidenceOf(await identity()));
}

/** A server without a folder of its own serves as well: restores are then seen by what PostgreSQL says. */
function tryToMake(file: string, log: Pick<Log, 'warn'> | undefined, make: () => MarkFile): MarkFile | undefined {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    return make();
  } catch (error) {
    log?.warn({ code: codeOf(error) }, 'the mark of the ledger cannot be kept in DATA_DIR');
    return undefined;
  }
}

/** What PostgreSQL says of the database, as evidence that the tables are a copy. */
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

const NOTHING_KNOWN: Identity = { system: null, timeline: null, database: null, table: null };

function parse(instance: string | null): Identity {
  if (instance === null) return NOTHING_KNOWN;
  const read = IDENTITY.safeParse(JSON.parse(instance));
  return read.success ? read.data : NOTHING_KNOWN;
}

const QUESTIONS: Readonly<Record<keyof Identity, string>> = {
  system: 'select system_identifier from pg_control_system()',
  timeline: 'substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)',
  database: 'select oid from pg_database where datname = current_database()',
  table: `'change_counter'::regclass::oid`,
};

/** Of PostgreSQL: no right, no such function, not supported. It stays so for as long as the process runs. */
const FORBIDDEN: readonly unknown[] = ['42501', '42883', '0A000'];

/**
 * Asks for the identity of a database. Managed services may forbid one question or the other: that counts as not known, and
 * is asked once, for each refusal is an error in PostgreSQL's log.
 */
function asker(store: Store): () => Promise<Identity> {
  const forbidden = new Set<keyof Identity>();
  const ask = async (name: keyof Identity): Promise<string | null> => {
    if (forbidden.has(name)) return null;
    try {
      return await store.read(async (db) => {
        const query = sql<{ value: string | null }>`select (${sql.raw(QUESTIONS[name])})::text as value`;
        const { rows } = await query.execute(db);
        return rows[0]?.value ?? null;
      });
    } catch (error) {
      if (FORBIDDEN.includes(codeOf((error as Error).cause))) forbidden.add(name);
      return null;
    }
  };
  return async () => {
    const [system, timeline, database, table] = await Promise.all([
      ask('system'),
      ask('timeline'),
      ask('database'),
      ask('table'),
    ]);
    return { system, timeline, database, table };
  };
}
