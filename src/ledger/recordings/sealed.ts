import type { Db } from '../schema/store.ts';

/** Erases the encrypted parameters of recordings that were created before a time. Returns the number erased. */
export async function eraseSealed(db: Db, madeBefore: number): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('recordings')
    .set({ sealed_params: null })
    .where('sealed_params', 'is not', null)
    .where('created_at', '<', Math.round(madeBefore))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
