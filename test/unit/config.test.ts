import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadConfig, readConfig, SETTING_NAMES, type Config, type Environment } from '../../src/config.ts';

const FILE = join(mkdtempSync(join(tmpdir(), 'tapedeck-')), 'config.yaml');
writeFileSync(FILE, 'storageProfiles: { archive: { cloudVod: {} } }');

/** Every setting: its default, then rows of text and what it means, then texts that are refused. */
const SETTINGS: readonly {
  readonly variable: string;
  readonly field: keyof Config;
  readonly byDefault: unknown;
  readonly good: readonly (readonly [text: string, value: unknown])[];
  readonly bad: readonly string[];
}[] = [
  {
    variable: 'NODE_ENV',
    field: 'production',
    byDefault: false,
    good: [
      ['production', true],
      ['development', false],
      ['test', false],
    ],
    bad: [],
  },
  { variable: 'HOST', field: 'host', byDefault: 'localhost', good: [['0.0.0.0', '0.0.0.0']], bad: [] },
  {
    variable: 'PORT',
    field: 'port',
    byDefault: 4000,
    good: [
      ['0', 0],
      ['8080', 8080],
      ['65535', 65_535],
    ],
    bad: ['-1', '65536', '80.5', 'eighty', '80 81'],
  },
  {
    variable: 'EMULATOR_PORT',
    field: 'emulatorPort',
    byDefault: 4100,
    good: [
      ['0', 0],
      ['65534', 65_534],
    ],
    bad: ['-1', '65535', 'port'],
  },
  {
    variable: 'DATA_DIR',
    field: 'dataDir',
    byDefault: 'data',
    good: [['/var/lib/tapedeck', '/var/lib/tapedeck']],
    bad: [],
  },
  {
    variable: 'DATABASE_URL',
    field: 'databaseUrl',
    byDefault: 'sqlite:data/ledger.sqlite',
    good: [
      ['postgres://user:word@db.example/tapedeck', 'postgres://user:word@db.example/tapedeck'],
      ['postgresql://db.example/tapedeck', 'postgresql://db.example/tapedeck'],
      ['sqlite:/var/lib/ledger.sqlite', 'sqlite:/var/lib/ledger.sqlite'],
      ['sqlite::memory:', 'sqlite::memory:'],
    ],
    bad: ['mysql://db.example/tapedeck', 'ledger.sqlite', 'postgres:db.example', 'https://postgres.example/'],
  },
  {
    variable: 'SERVER_KEY',
    field: 'serverKeySetting',
    byDefault: undefined,
    good: [['0123456789abcdef0123456789abcdef', '0123456789abcdef0123456789abcdef']],
    bad: ['short', '0123456789abcdef0123456789abcde'],
  },
  {
    variable: 'PUBLIC_ORIGIN',
    field: 'publicOrigin',
    byDefault: undefined,
    good: [
      ['https://tapedeck.example', 'https://tapedeck.example'],
      ['https://deck.example.org:8443/tape', 'https://deck.example.org:8443'],
    ],
    bad: [
      'deck.example.org',
      'https://deck.example.org/',
      'https://deck.example.org/tape/',
      'https://deck.example.org/a/../b',
      'https://deck.example.org/tape?a=b',
      'https://deck.example.org/<tape>',
    ],
  },
  {
    variable: 'CALLBACKS_KEPT_DAYS',
    field: 'callbacksKeptDays',
    byDefault: 30,
    good: [['1', 1]],
    bad: ['0', '3651', 'for ever'],
  },
  {
    variable: 'FAULT_POINT',
    field: 'faultPoint',
    byDefault: undefined,
    good: [['start:answered', 'start:answered']],
    bad: [],
  },
  {
    variable: 'LOG_LEVEL',
    field: 'logLevel',
    byDefault: 'info',
    good: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map((level) => [level, level] as const),
    bad: ['loud', 'INFO', '30'],
  },
  {
    variable: 'CORS_ORIGINS',
    field: 'corsOrigins',
    byDefault: [],
    good: [
      ['https://app.example', ['https://app.example']],
      ['https://app.example, http://localhost:3000', ['https://app.example', 'http://localhost:3000']],
    ],
    bad: ['*', 'intern.example', 'https://app.example/', 'https://app.example/path', 'https://a.example,,', 'null'],
  },
  {
    variable: 'ALLOWED_HOSTS',
    field: 'allowedHosts',
    byDefault: [],
    good: [
      ['api.example', ['api.example']],
      ['api.example, *.example.com', ['api.example', '*.example.com']],
      ['*', ['*']],
    ],
    bad: ['https://app.example', 'app.example:80', 'a b', '*a.example', 'a.*', 'a.example,,'],
  },
  {
    variable: 'INTROSPECTION',
    field: 'introspection',
    byDefault: true,
    good: [
      ['true', true],
      ['false', false],
      ['1', true],
      ['0', false],
    ],
    bad: ['perhaps', '2'],
  },
  {
    variable: 'MAX_CALLS_PER_REQUEST',
    field: 'maxCallsPerRequest',
    byDefault: 1,
    good: [
      ['1', 1],
      ['10', 10],
    ],
    bad: ['0', '11', '1.5', 'many'],
  },
  {
    variable: 'MAX_COST',
    field: 'maxCost',
    byDefault: 10_000,
    good: [
      ['1000', 1000],
      ['1000000', 1_000_000],
    ],
    bad: ['0', '999', '1000001', '1e9', 'any'],
  },
  {
    variable: 'MAX_CONNECTIONS_PER_CLIENT',
    field: 'maxConnectionsPerClient',
    byDefault: 500,
    good: [
      ['1', 1],
      ['100000', 100_000],
    ],
    bad: ['0', '100001', 'many'],
  },
  {
    variable: 'MAX_OPERATIONS_PER_CLIENT',
    field: 'maxOperationsPerClient',
    byDefault: 2000,
    good: [
      ['1', 1],
      ['1000000', 1_000_000],
    ],
    bad: ['0', '1000001', 'many'],
  },
  {
    variable: 'TRUST_PROXY',
    field: 'trustProxy',
    byDefault: [],
    good: [
      ['127.0.0.1', ['127.0.0.1']],
      ['10.0.0.0/8, fd00::/8, ::1', ['10.0.0.0/8', 'fd00::/8', '::1']],
    ],
    bad: ['true', 'proxy.example', '10.0.0.0/33', '192.168.0.0/', '10.0.0.0/8/8', 'fd00::/129', '10.0.0.1,,'],
  },
  {
    variable: 'TAPEDECK_CONFIG',
    field: 'storageProfiles',
    byDefault: {},
    good: [[FILE, { archive: { cloudVod: {} } }]],
    bad: ['/no/such/file.yaml', import.meta.filename],
  },
  {
    variable: 'ALLOW_INLINE_STORAGE_CREDENTIALS',
    field: 'inlineStorageCredentials',
    byDefault: true,
    good: [
      ['true', true],
      ['false', false],
    ],
    bad: ['perhaps'],
  },
  {
    variable: 'VENDOR_CALLS_PER_SECOND',
    field: 'callsPerSecond',
    byDefault: 20,
    good: [
      ['0', 0],
      ['20', 20],
    ],
    bad: ['-1', '21', 'many'],
  },
  {
    variable: 'VENDOR_CONNECT_TIMEOUT_MS',
    field: 'connectTimeoutMs',
    byDefault: 2000,
    good: [
      ['1', 1],
      ['600000', 600_000],
    ],
    bad: ['0', '600001', '-5', '2s'],
  },
  {
    variable: 'VENDOR_CALL_TIMEOUT_MS',
    field: 'callTimeoutMs',
    byDefault: 10_000,
    good: [['5000', 5000]],
    bad: ['0', '600001', '1e6'],
  },
];

function refusal(environment: Environment): string {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(BadConfig);
    return (error as BadConfig).message;
  }
  throw new Error('it was accepted');
}

it.each([
  [undefined, undefined, undefined, ''],
  ['https://tapedeck.example', 'https://tapedeck.example', 'https://tapedeck.example', ''],
  ['https://a.example:8443/tape/deck', 'https://a.example:8443/tape/deck', 'https://a.example:8443', '/tape/deck'],
])('takes origin and path of PUBLIC_ORIGIN %s', (PUBLIC_ORIGIN, publicUrl, publicOrigin, publicPath) => {
  expect(readConfig({ PUBLIC_ORIGIN })).toMatchObject({ publicUrl, publicOrigin, publicPath });
});

it('has a row for every setting', () => {
  expect(SETTINGS.map(({ variable }) => variable)).toEqual(SETTING_NAMES);
});

describe.each(SETTINGS)('$variable', ({ variable, field, byDefault, good, bad }) => {
  it('has a default', () => {
    expect(readConfig({})[field]).toEqual(byDefault);
  });

  it.each(['', '  ', '\t\n', undefined])('counts as absent when it is %j', (blank) => {
    expect(readConfig({ [variable]: blank })[field]).toEqual(byDefault);
  });

  it.each(good)('takes %j', (text, value) => {
    expect(readConfig({ [variable]: text })[field]).toEqual(value);
    expect(readConfig({ [variable]: `  ${text}\n` })[field]).toEqual(value);
  });

  it.each(bad)('refuses %j, naming itself and a rule, but not the value', (text) => {
    const message = refusal({ [variable]: text });
    expect(message).toMatch(new RegExp(`^${variable}: .{5,}$`));
    if (text.length > 3) expect(message).not.toContain(text);
  });
});

it.each(['sqlite:', 'postgres://', 'postgresql://'])('refuses the DATABASE_URL %j, which names no store', (url) => {
  expect(refusal({ DATABASE_URL: url })).toMatch(/^DATABASE_URL: /);
});

it('has the ledger in DATA_DIR, unless DATABASE_URL names another place', () => {
  expect(readConfig({ DATA_DIR: '/var/a' }).databaseUrl).toBe('sqlite:/var/a/ledger.sqlite');
  expect(readConfig({ DATA_DIR: '/var/a', DATABASE_URL: 'sqlite:/b' }).databaseUrl).toBe('sqlite:/b');
});

it('takes free ports for emulators where PORT is 0, unless EMULATOR_PORT is given', () => {
  expect(readConfig({ PORT: '0' }).emulatorPort).toBe(0);
  expect(readConfig({ PORT: '0', EMULATOR_PORT: '4200' }).emulatorPort).toBe(4200);
});

it('never ends itself at a FAULT_POINT in production', () => {
  expect(readConfig({ NODE_ENV: 'production', FAULT_POINT: 'start:answered' }).faultPoint).toBeUndefined();
});

it('refuses all that is wrong at once, a line for each', () => {
  const lines = refusal({ PORT: 'a', LOG_LEVEL: 'b', CORS_ORIGINS: 'c', INTROSPECTION: 'd', HOST: 'fine' }).split('\n');
  expect(lines.map((line) => line.split(':')[0])).toEqual(['PORT', 'LOG_LEVEL', 'CORS_ORIGINS', 'INTROSPECTION']);
});

it('names a list once, whatever is wrong in it', () => {
  expect(refusal({ CORS_ORIGINS: 'one,two,three' }).split('\n')).toHaveLength(1);
});

it.each([
  'PORT',
  'DATABASE_URL',
  'CORS_ORIGINS',
  'LOG_LEVEL',
  'INTROSPECTION',
  'MAX_CALLS_PER_REQUEST',
  'VENDOR_CALL_TIMEOUT_MS',
])('never repeats a secret that was put into %s', (variable) => {
  expect(refusal({ [variable]: 'secret-in-the-wrong-place' })).not.toContain('secret-in');
});

it('forbids introspection in production, unless it is asked for', () => {
  expect(readConfig({ NODE_ENV: 'production' }).introspection).toBe(false);
  expect(readConfig({ NODE_ENV: 'production', INTROSPECTION: 'true' }).introspection).toBe(true);
});

it('lets vendors read what bears their prefix, without blanks', () => {
  const { vendorEnv } = readConfig({ TENCENT_SECRET_ID: ' id ', TENCENT_TOKEN: '  ', RONGCLOUD_APP_KEY: 'key' });
  const env = vendorEnv('TENCENT');
  expect(env('SECRET_ID')).toBe('id');
  expect(env('TOKEN')).toBeUndefined();
  expect(env('APP_KEY')).toBeUndefined();
  expect(env('SECRET_KEY')).toBeUndefined();
  expect(vendorEnv('RONGCLOUD')('APP_KEY')).toBe('key');
});

it('keeps what it read: later changes of the environment do not count', () => {
  const environment: Record<string, string> = { TENCENT_SITE: 'intl' };
  const config = readConfig(environment);
  environment['TENCENT_SITE'] = 'china';
  expect(config.vendorEnv('TENCENT')('SITE')).toBe('intl');
});

it('cannot be changed', () => {
  const config = readConfig({});
  expect(Object.isFrozen(config)).toBe(true);
  expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
});

it('shows no setting of a vendor when it is printed', () => {
  expect(JSON.stringify(readConfig({ TENCENT_SECRET_KEY: 'secret-key' }))).not.toContain('secret-key');
});
