import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSqlite } from '../../../src/ledger/sqlite/store.ts';
import { readServerKey } from '../../../src/server-key.ts';
import { temporaryFolder } from '../../shared/stores.ts';

it.skipIf(process.platform === 'win32')(
  'a new ledger and its folder are for the account of the server alone',
  async () => {
    const folder = path.join(temporaryFolder(), 'data');
    readServerKey(undefined, folder);
    const store = await openSqlite(path.join(folder, 'ledger.sqlite'), () => undefined);
    onTestFinished(() => store.close());
    const rights = (file: string) => (statSync(file).mode & 0o777).toString(8);
    expect(rights(folder)).toBe('700');
    const files = readdirSync(folder);
    expect(files).toContain('ledger.sqlite');
    expect(files).toContain('ledger.sqlite-wal');
    for (const file of files) expect([file, rights(path.join(folder, file))]).toEqual([file, '600']);
  },
);
