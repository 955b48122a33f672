import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Ledger } from '../../src/ledger/contract/ledger.ts';
import { openLedger, type LedgerOptions } from '../../src/ledger/open-ledger.ts';

/** A ledger in a new store. The test closes all opened ledgers. */
export interface OpenedStore {
  readonly ledger: Ledger;
  readonly url: string;
  /** Opens another ledger on the same store; on SQLite, closes the previous ledger first. */
  readonly reopen: (options?: Partial<LedgerOptions>) => Promise<Ledger>;
}

export interface TestStore {
  readonly name: string;
  /** The address of a new and empty store. */
  readonly newUrl: () => Promise<string>;
  readonly open: (options?: Partial<LedgerOptions>) => Promise<OpenedStore>;
}

/** A folder for temporary files that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tapedeck-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new file. */
export const SQLITE = testStore('SQLite', true, () =>
  Promise.resolve(`sqlite:${path.join(temporaryFolder(), 'ledger.db')}`),
);

/** A kind of store. An exclusive store has one ledger at a time. */
export function testStore(name: string, isExclusive: boolean, newUrl: () => Promise<string>): TestStore {
  return {
    name,
    newUrl,
    async open(options = {}) {
      const url = await newUrl();
      const connect = async (more: Partial<LedgerOptions> = {}): Promise<Ledger> => {
        const opened = await openLedger({ url, now: Date.now, ...options, ...more });
        onTestFinished(() => opened.close());
        return opened;
      };
      const ledger = await connect();
      return {
        ledger,
        url,
        async reopen(more) {
          if (isExclusive) await ledger.close();
          return connect(more);
        },
      };
    },
  };
}
