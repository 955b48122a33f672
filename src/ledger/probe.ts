import { LedgerUnavailable } from '../errors.ts';
import type { Store } from './schema/store.ts';

const TIMEOUT_MS = 1500;

/** Writes a row and reads the row back. Rejects within 1.5 s if the store does not work. */
export async function probe(store: Store, now: number): Promise<void> {
  const at = Math.round(now);
  await withTimeout(TIMEOUT_MS, async () => {
    await store.check();
    await store.writeOne((db) =>
      db
        .insertInto('probe')
        .values({ id: 1, at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
        .execute(),
    );
    await store.read((db) => db.selectFrom('probe').select('at').where('id', '=', 1).executeTakeFirstOrThrow());
  });
}

async function withTimeout(ms: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LedgerUnavailable()), ms);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
