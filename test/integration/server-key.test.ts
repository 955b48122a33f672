import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BadConfig, readConfig, type Environment } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { readServerKey, ServerKey } from '../../src/server-key.ts';
import { openService } from '../../src/service.ts';
import { startFailure } from '../../src/start-failure.ts';
import { Secret } from '../../src/wire/secret.ts';
import { STORES } from '../shared/both-stores.ts';

const SETTING = 'key-of-this-server-0123456789abcdef';

/** An empty folder that ends with the test. */
function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'server-key-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

describe('a server key', () => {
  const key = new ServerKey(new Secret(SETTING));

  it('gives 32 bytes for a purpose, always the same', () => {
    expect(key.derive('manifest')).toHaveLength(32);
    expect(key.derive('manifest')).toEqual(new ServerKey(new Secret(SETTING)).derive('manifest'));
  });

  it('gives the bytes that docs/manifest.md lets anybody compute', () => {
    // openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt key:… -kdfopt salt:tapedeck -kdfopt info:manifest HKDF
    expect(key.derive('manifest').toString('hex')).toBe(
      'ff85fbe915424e86a17514da94659e8e6ee5b896ec9abec102921ca3e4482a81',
    );
  });

  it('gives other bytes for another purpose, and with another key', () => {
    const other = new ServerKey(new Secret(`${SETTING}0`));
    const derived = [key.derive('manifest'), key.derive('callbacks'), key.derive(''), other.derive('manifest')];
    expect(new Set(derived.map((bytes) => bytes.toString('hex'))).size).toBe(4);
  });

  it('has a fingerprint that is its own and reports nothing of it', () => {
    const other = new ServerKey(new Secret(`${SETTING}0`));
    expect(key.fingerprint()).toBe(new ServerKey(new Secret(SETTING)).fingerprint());
    expect(key.fingerprint()).not.toBe(other.fingerprint());
    for (const purpose of ['manifest', 'callbacks', 'webhook secrets']) {
      expect(key.fingerprint()).not.toBe(key.derive(purpose).toString('hex'));
    }
  });

  it('shows itself nowhere', () => {
    expect(`${inspect(key, { depth: 9 })} ${JSON.stringify(key)}`).not.toContain(SETTING);
  });
});

describe('the key of a server', () => {
  it('is that of the setting, and then no file is made', () => {
    const dir = folder();
    expect(readServerKey(SETTING, dir).derive('x')).toEqual(new ServerKey(new Secret(SETTING)).derive('x'));
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is made in the data folder at the first start, for its owner alone', () => {
    const dir = path.join(folder(), 'not', 'there');
    readServerKey(undefined, dir);
    expect(readdirSync(dir)).toEqual(['server.key']);
    const file = path.join(dir, 'server.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')).toHaveLength(32);
  });

  it('is the same at every later start, and another one in another folder', () => {
    const [dir, other] = [folder(), folder()];
    const first = readServerKey(undefined, dir).derive('x');
    expect(readServerKey(undefined, dir).derive('x')).toEqual(first);
    expect(readServerKey(undefined, other).derive('x')).not.toEqual(first);
  });

  it('is what the file says, without the white space around it', () => {
    const dir = folder();
    writeFileSync(path.join(dir, 'server.key'), `  ${SETTING}\r\n`);
    expect(readServerKey(undefined, dir).derive('x')).toEqual(readServerKey(SETTING, dir).derive('x'));
  });

  it('cannot be had where the folder cannot be made', () => {
    const file = path.join(folder(), 'file');
    writeFileSync(file, '');
    expect(() => readServerKey(undefined, path.join(file, 'data'))).toThrow();
    expect(existsSync(path.join(file, 'data'))).toBe(false);
  });
});

/** Opens all of a server but HTTP, and closes it again. */
async function open(environment: Environment): Promise<void> {
  const config = readConfig({ NODE_ENV: 'production', ...environment });
  await (await openService({ config, log: createLog('silent') })).close();
}

describe.each(STORES)('a ledger on $name', ({ newUrl, open: openStore }) => {
  it('belongs to the servers with the key of the first one', async () => {
    const settings = { DATABASE_URL: await newUrl(), DATA_DIR: folder() };
    await open({ ...settings, SERVER_KEY: SETTING });
    await open({ ...settings, SERVER_KEY: SETTING });
    await expect(open({ ...settings, SERVER_KEY: `${SETTING}0` })).rejects.toThrow(BadConfig);
    await open({ ...settings, SERVER_KEY: SETTING }); // the refused one has left nothing open
  });

  it('that came without the file of its key is refused in words that say what to do, until the file is there', async () => {
    const url = await newUrl();
    const [before, after] = [folder(), folder()];
    await open({ DATABASE_URL: url, DATA_DIR: before });
    const refused = await open({ DATABASE_URL: url, DATA_DIR: after }).catch(startFailure);
    expect(refused).toMatch(/^Tapedeck cannot start\.\nSERVER_KEY: .*the same SERVER_KEY.*server\.key in DATA_DIR.*$/);
    expect(refused).not.toContain(readFileSync(path.join(before, 'server.key'), 'utf8').trim());
    copyFileSync(path.join(before, 'server.key'), path.join(after, 'server.key'));
    await open({ DATABASE_URL: url, DATA_DIR: after });
  });

  it('belongs to one key where several servers come first at once', async () => {
    const { ledger } = await openStore();
    const keys = Array.from({ length: 8 }, (_, number) => `fingerprint ${number}`);
    const taken = await Promise.all(keys.map((key) => ledger.belongsTo(key)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await ledger.belongsTo(keys[taken.indexOf(true)]!)).toBe(true);
  });

  it('takes another key when the row of the lost one is deleted, as docs/webhooks.md says', async () => {
    const url = await newUrl();
    const settings = { DATABASE_URL: url, DATA_DIR: folder() };
    await open({ ...settings, SERVER_KEY: SETTING });
    await execute(url, 'delete from server_key');
    await open({ ...settings, SERVER_KEY: `${SETTING}0` });
    await expect(open({ ...settings, SERVER_KEY: SETTING })).rejects.toThrow(BadConfig);
  });
});

/** Runs a statement on a store, as an operator does. */
async function execute(url: string, statement: string): Promise<void> {
  if (url.startsWith('sqlite:')) {
    const db = new Database(url.slice('sqlite:'.length));
    db.exec(statement);
    db.close();
    return;
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
