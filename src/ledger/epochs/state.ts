import { randomBytes } from 'node:crypto';
import { columnsOf } from '../schema/row-mappers.ts';
import type { Db } from '../schema/store.ts';
import { Lineage, type Epoch, type EpochReason } from '../contract/lineage.ts';

const ID_BYTES = 9;

/** Sequence numbers and epochs, as stored in the tables. */
export interface EpochState {
  readonly lastSeq: number;
  readonly epoch: string | null;
  /** Identity of the database, or mark of the process that last opened the file. */
  readonly instance: string | null;
}

export function newEpochId(random: Buffer = randomBytes(ID_BYTES)): string {
  return random.toString('base64url');
}

/** Reads the state. `isLocked`: no other process numbers a change or begins an epoch before the commit. */
export async function readState(db: Db, isLocked = false): Promise<EpochState> {
  const row = await db
    .selectFrom('change_counter')
    .select(['last_seq', 'epoch', 'instance'])
    .where('id', '=', 1)
    .$if(isLocked, (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
  return { lastSeq: row.last_seq, epoch: row.epoch, instance: row.instance };
}

export async function readLineage(db: Db, current: string): Promise<Lineage> {
  const records = await db.selectFrom('epochs').selectAll().execute();
  const epochs = records.map((record): Epoch => ({
    id: record.id,
    parent: record.parent,
    fromSeq: record.from_seq,
    begunAt: record.begun_at,
    gapSince: record.gap_since,
    reason: record.reason,
  }));
  return new Lineage(epochs, current);
}

/** Begins an epoch after the last sequence number. `known`: epochs that the tables may have lost. Returns the new id. */
export async function beginEpoch(
  db: Db,
  { lastSeq, epoch: parent }: EpochState,
  reason: EpochReason,
  at: number,
  known: readonly Epoch[],
): Promise<string> {
  const id = newEpochId();
  const last = await db.selectFrom('changes').select('at').where('seq', '=', lastSeq).executeTakeFirst();
  const begun = { id, parent, fromSeq: lastSeq, begunAt: at, gapSince: last?.at ?? null, reason };
  await db
    .insertInto('epochs')
    .values([...known, begun].map(columnsOf))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  await db.updateTable('change_counter').set({ epoch: id }).where('id', '=', 1).execute();
  return id;
}
