import { changesSql, filesSql, labelsSql, recordingsSql } from './fill-sql.ts';
import { setIndexesAside } from './indexes.ts';
import { openRaw } from './raw-sql.ts';

export interface Filling {
  readonly rows: number;
  /** True: all recordings run; false: one in 20. */
  readonly live: boolean;
  /** Number of newest recordings with changes and files. */
  readonly withParts: number;
}

/** Number of rows per statement. */
const STEP = 100_000;

/** Fills an empty ledger. */
export async function fill(url: string, { rows, live, withParts }: Filling): Promise<void> {
  const raw = await openRaw(url);
  const putIndexesBack = await setIndexesAside(raw);
  for (let from = 1; from <= rows; from += STEP) {
    const to = Math.min(rows, from + STEP - 1);
    await raw.run(recordingsSql(raw.store, from, to, live));
    await raw.run(labelsSql(raw.store, from, to));
  }
  const oldest = Math.max(1, rows - withParts + 1);
  if (withParts > 0) {
    await raw.run(changesSql(raw.store, oldest, rows));
    await raw.run('update change_counter set last_seq = (select max(seq) from changes)');
    await raw.run(filesSql(raw.store, oldest, rows));
  }
  await putIndexesBack();
  await raw.settle();
}
