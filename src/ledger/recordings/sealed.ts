import type { Db } from '../schema/store.ts';

/** Erases the sealed starts of recordings made before a time. Returns how many. */
export async function eraseSealed(db: Db, madeBefore: number): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('recordings')
    .set({ sealed_params: null })
    .where('sealed_params', 'is not', null)
    .where('created_at', '<', Math.round(madeBefore))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
