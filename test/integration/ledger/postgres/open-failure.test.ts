import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreUnusable } from '../../../../src/ledger/contract/errors.ts';
import { openLedger } from '../../../../src/ledger/open-ledger.ts';
import { postgresOpenFailure } from '../../../../src/ledger/postgres/open-failure.ts';
import { newEmptyDatabase, sharedPostgres } from '../../../shared/postgres/run-server.ts';
import { fakePostgres, PASSWORD } from '../opening/fake-postgres.ts';

const { url: serverUrl } = await sharedPostgres();

/** Returns the error message for an address, after checking that the message does not contain the password. */
async function told(url: string): Promise<string> {
  const failure = await openLedger({ url, now: Date.now }).then(
    async (ledger) => {
      await ledger.close();
      throw new Error('it opened');
    },
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(StoreUnusable);
  const { message } = failure as StoreUnusable;
  expect(message).not.toContain(PASSWORD);
  return message;
}

/** Returns the address of the tests' server with some parts replaced. */
function address(parts: { user?: string; database?: string; query?: string; host?: string; port?: string }): string {
  const url = new URL(serverUrl);
  url.password = PASSWORD;
  if (parts.user !== undefined) url.username = parts.user;
  if (parts.database !== undefined) url.pathname = `/${parts.database}`;
  if (parts.host !== undefined) url.hostname = parts.host;
  if (parts.port !== undefined) url.port = parts.port;
  url.search = parts.query ?? '';
  return url.href;
}

/** Creates a user of the tests' server for one test. */
async function userWith(options: string): Promise<string> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  const name = `test_user_${process.pid}_${Math.random().toString(36).slice(2)}`;
  await client.query(`create role ${name} login ${options}`);
  onTestFinished(async () => {
    await client.query(`drop role ${name}`);
    await client.end();
  });
  return name;
}

describe('a real PostgreSQL that refuses', () => {
  it('a user that it does not know', async () => {
    expect(await told(address({ user: 'nobody_of_that_name' }))).toMatch(/user.*DATABASE_URL.*pg_hba\.conf.*\(28000\)/);
  });

  it('a database that it does not have', async () => {
    expect(await told(address({ database: 'no_such_ledger' }))).toMatch(
      /no_such_ledger: the server has no such database\. Create it with createdb.*\(3D000\)/,
    );
  });

  it('a user that may not make tables', async () => {
    const database = new URL(await newEmptyDatabase()).pathname.slice(1);
    const user = await userWith('');
    expect(await told(address({ user, database }))).toMatch(/lacks a permission\. .*GRANT.*\(42501\)/);
  });

  it('one connection more than it has', async () => {
    const user = await userWith('connection limit 0');
    expect(await told(address({ user }))).toMatch(/no connection left\. Raise max_connections.*\(53300\)/);
  });

  it('TLS, which it does not have', async () => {
    expect(await told(address({ query: 'sslmode=require' }))).toMatch(/has no TLS.*sslmode=disable/);
  });
});

describe('a server that refuses', () => {
  it.each([
    ['28P01', /the password or the user is wrong\. Correct .*DATABASE_URL\. \(28P01\)$/],
    ['28000', /pg_hba\.conf/],
    ['3D000', /createdb/],
    ['42501', /GRANT CONNECT/],
    ['53300', /max_connections/],
    ['XX000', /it cannot be used as the ledger \(XX000\)/],
  ])('with %s has a clear message', async (code, words) => {
    expect(await told(await fakePostgres(() => ({ refuse: code })))).toMatch(words);
  });

  it('of a version that is too old names both versions', async () => {
    expect(await told(await fakePostgres(() => ({ version: '13.4' })))).toMatch(/PostgreSQL 13\.4.*15 or newer/);
  });
});

describe('no server', () => {
  it('at the port', async () => {
    expect(await told(address({ host: '127.0.0.1', port: '1' }))).toMatch(
      /127\.0\.0\.1:1\/.*nothing listens there\. Start PostgreSQL.*\(ECONNREFUSED\)/,
    );
  });

  it('of that name', async () => {
    expect(await told(address({ host: 'tapedeck.invalid' }))).toMatch(/host.*(ENOTFOUND|EAI_AGAIN)/);
    expect(postgresOpenFailure(Object.assign(new Error(), { code: 'ENOTFOUND' }))).toMatch(/host name is not known/);
  });

  it('that answers in time', () => {
    expect(postgresOpenFailure(new Error('timeout expired'))).toMatch(/does not answer/);
  });
});

it('the message about an untrusted certificate names sslrootcert', () => {
  const error = Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  expect(postgresOpenFailure(error)).toMatch(/not trusted\. .*sslrootcert/);
});
