/** Words of the drivers' own that say what went wrong and hold no values, as SQLITE_FULL, ECONNREFUSED or 57P01. */
const PLAIN_CODE = /^[A-Z0-9_]{2,40}$/;

/** Opening the ledger failed; the message names the path or the host and never a password. */
export class StoreUnusable extends Error {
  override readonly name: string = 'StoreUnusable';
}

/** Another process, or another ledger of this one, has the SQLite file open. */
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

/** A build with another text of a step has made the store's tables. */
export class StoreDiffers extends StoreUnusable {
  override readonly name = 'StoreDiffers';

  constructor(place: string, step: string) {
    super(
      `${place} was written by another build of Tapedeck: its step ${step} is not that of this build, so the tables may differ. Nothing was changed. Run the build that wrote it, or restore a backup made before it.`,
    );
  }
}

/** What a driver calls the failure; undefined where that is no plain code. */
export function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && PLAIN_CODE.test(code) ? code : undefined;
}
