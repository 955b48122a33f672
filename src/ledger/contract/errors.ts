/** Error codes of the drivers, such as SQLITE_FULL, ECONNREFUSED or 57P01. A code contains no values. */
const PLAIN_CODE = /^[A-Z0-9_]{2,40}$/;

/** Opening the ledger failed. The message names the path or the host, never a password. */
export class StoreUnusable extends Error {
  override readonly name: string = 'StoreUnusable';
}

/** The SQLite file is already open, in another process or as another ledger of this process. */
export class StoreInUse extends StoreUnusable {
  override readonly name = 'StoreInUse';

  constructor(path: string) {
    super(
      `${path} is in use by another process. Stop that process, or set DATA_DIR (or DATABASE_URL) to another place. One process at a time can work on a SQLite file; use PostgreSQL for several.`,
    );
  }
}

/** A newer version of this program has changed the store's tables. */
export class StoreTooNew extends StoreUnusable {
  override readonly name = 'StoreTooNew';

  constructor(place: string) {
    super(`${place} was written by a newer version of Tapedeck. Run that version, or restore a backup made before it.`);
  }
}

/** A build with another version of a migration has made the store's tables. */
export class StoreDiffers extends StoreUnusable {
  override readonly name = 'StoreDiffers';

  constructor(place: string, step: string) {
    super(
      `${place} was written by another build of Tapedeck: its migration ${step} differs from the migration of this build, so the tables may differ. Nothing was changed. Run the build that wrote it, or restore a backup made before it.`,
    );
  }
}

/** Returns the error code of a driver. Undefined: the error has no plain code. */
export function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && PLAIN_CODE.test(code) ? code : undefined;
}
