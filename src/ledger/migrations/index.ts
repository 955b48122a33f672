import type { Migration } from 'kysely/migration';
import type { Dialect } from '../schema/store.ts';
import { ledger } from './0001-ledger.ts';
import { callbacks } from './0002-callbacks.ts';
import { sessions } from './0003-sessions.ts';
import { webhooks } from './0004-webhooks.ts';
import { serverKey } from './0005-server-key.ts';
import { earlierShapes } from './0006-earlier-shapes.ts';
import { filesByTask } from './0007-files-by-task.ts';
import { epochs } from './0008-epochs.ts';
import { sealedCredentials } from './0009-sealed-credentials.ts';
import { addresses } from './0010-addresses.ts';
import { orders } from './0011-orders.ts';

/**
 * All migrations, by names that sort in order. A landed migration is never edited: a change of the tables is a new migration
 * with a checksum in checksums.ts.
 */
export function migrations(dialect: Dialect): Record<string, Migration> {
  return {
    '0001_ledger': ledger(dialect),
    '0002_callbacks': callbacks(dialect),
    '0003_sessions': sessions(dialect),
    '0004_webhooks': webhooks(dialect),
    '0005_server_key': serverKey,
    '0006_earlier_shapes': earlierShapes(dialect),
    '0007_files_by_task': filesByTask(dialect),
    '0008_epochs': epochs,
    '0009_sealed_credentials': sealedCredentials(dialect),
    '0010_addresses': addresses(dialect),
    '0011_orders': orders(dialect),
  };
}
