import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { BadConfigFile, parseConfigFile, type ConfigFile } from './config-file.ts';
import type { VendorEnv } from './providers/provider.ts';

/** Source of settings: `process.env`, or the settings of a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_EMULATOR_PORT = 4100;

/** Texts with commas, each of which passes the check. Default: none. */
const listOf = (check: (text: string) => boolean, message: string) =>
  z
    .string()
    .transform((list) => list.split(',').map((text) => text.trim()))
    .pipe(z.array(z.string().refine(check, message)))
    .default([]);

const milliseconds = z.coerce.number().int().min(1).max(600_000);

/**
 * Settings of the server, by variable. Vendors read their settings themselves; docs/configuration.md lists all
 * settings.
 */
const SETTINGS = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('localhost'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  EMULATOR_PORT: z.coerce.number().int().min(0).max(65_534).optional(),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: z
    .string()
    .refine((url) => /^(?:sqlite:.|postgres(?:ql)?:\/\/.)/.test(url), 'must be postgres://… or sqlite:<file>')
    .optional(),
  SERVER_KEY: z.string().min(32, 'must have 32 characters or more, as of `openssl rand -base64 32`').optional(),
  PUBLIC_ORIGIN: z
    .string()
    .refine(isPublicUrl, 'must be an origin as https://tapedeck.example, or with a path as https://example.com/tape')
    .optional(),
  CALLBACKS_KEPT_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  FAULT_POINT: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  CORS_ORIGINS: listOf(isOrigin, 'must be a list of origins as https://app.example, with commas'),
  ALLOWED_HOSTS: listOf(isHostPattern, 'must be a list of host names as api.example or *.example, with commas'),
  INTROSPECTION: z.stringbool().optional(),
  MAX_CALLS_PER_REQUEST: z.coerce.number().int().min(1).max(10).default(1),
  MAX_COST: z.coerce.number().int().min(1000).max(1_000_000).default(10_000),
  MAX_CONNECTIONS_PER_CLIENT: z.coerce.number().int().min(1).max(100_000).default(500),
  MAX_OPERATIONS_PER_CLIENT: z.coerce.number().int().min(1).max(1_000_000).default(2000),
  TRUST_PROXY: listOf(isNetwork, 'must be a list of addresses or networks as 10.0.0.1 or 10.0.0.0/8, with commas'),
  TAPEDECK_CONFIG: z.string().optional(),
  ALLOW_INLINE_STORAGE_CREDENTIALS: z.stringbool().default(true),
  VENDOR_CALLS_PER_SECOND: z.coerce.number().int().min(0).max(20).default(20),
  VENDOR_CONNECT_TIMEOUT_MS: milliseconds.default(2000),
  VENDOR_CALL_TIMEOUT_MS: milliseconds.default(10_000),
});

/** Settings of the server after the checks. */
export type Config = Readonly<ReturnType<typeof readConfig>>;

/** A setting is missing or wrong. The message names the variables and the rules, never a value. */
export class BadConfig extends Error {
  override readonly name = 'BadConfig';
}

/** Reads and checks all settings. Blank values count as absent. */
export function readConfig(environment: Environment = process.env) {
  const given = givenSettings(environment);
  const settings = checkedSettings(SETTINGS, given);
  const production = settings.NODE_ENV === 'production';
  return Object.freeze({
    production,
    host: settings.HOST,
    port: settings.PORT,
    /**
     * First port of the emulators: Tencent's here, RongCloud's on the next port. 0: free ports, the default if PORT is 0.
     */
    emulatorPort: settings.EMULATOR_PORT ?? (settings.PORT === 0 ? 0 : DEFAULT_EMULATOR_PORT),
    /** Folder of data that must survive the process. */
    dataDir: settings.DATA_DIR,
    /** Address of the ledger: postgres://…, or sqlite:<file>. May contain a password. */
    databaseUrl: settings.DATABASE_URL ?? `sqlite:${settings.DATA_DIR}/ledger.sqlite`,
    /** Secret from which the server derives all other secrets. Absent: a key in the data folder. Never printed. */
    serverKeySetting: settings.SERVER_KEY,
    /** Public address of this server, including a path. Absent: unknown. */
    publicUrl: settings.PUBLIC_ORIGIN,
    publicOrigin: settings.PUBLIC_ORIGIN && new URL(settings.PUBLIC_ORIGIN).origin,
    /** The path of `publicUrl`, as /tape; empty where there is none. */
    publicPath: settings.PUBLIC_ORIGIN?.slice(new URL(settings.PUBLIC_ORIGIN).origin.length) ?? '',
    callbacksKeptDays: settings.CALLBACKS_KEPT_DAYS,
    /** For tests: the point at which the process kills itself. Never in production. */
    faultPoint: production ? undefined : settings.FAULT_POINT,
    logLevel: settings.LOG_LEVEL,
    /** Allowed origins of browsers, in addition to the development origins. */
    corsOrigins: settings.CORS_ORIGINS,
    /** Host names of the server, in addition to HOST and the host of PUBLIC_ORIGIN; `*.` matches any prefix. */
    allowedHosts: settings.ALLOWED_HOSTS,
    /** Whether the schema is public: introspection, suggestions in messages, `/schema.graphql`, GraphiQL, Sandbox. */
    introspection: settings.INTROSPECTION ?? !production,
    maxCallsPerRequest: settings.MAX_CALLS_PER_REQUEST,
    /** Maximum cost of a request: entries of pages times weights. */
    maxCost: settings.MAX_COST,
    /** Maximum open sockets and event streams per client address. */
    maxConnectionsPerClient: settings.MAX_CONNECTIONS_PER_CLIENT,
    /** Maximum running operations per client address. */
    maxOperationsPerClient: settings.MAX_OPERATIONS_PER_CLIENT,
    /** Addresses and networks of proxies whose X-Forwarded-For is trusted. */
    trustProxy: settings.TRUST_PROXY,
    /** Storage profiles in the file of TAPEDECK_CONFIG. */
    storageProfiles: readProfiles(settings.TAPEDECK_CONFIG, (name) => given[name]),
    /** Whether clients may send storage credentials. */
    inlineStorageCredentials: settings.ALLOW_INLINE_STORAGE_CREDENTIALS,
    /** Maximum calls of an action per second, for vendors with a rate limit; 0: no limit by the server. */
    callsPerSecond: settings.VENDOR_CALLS_PER_SECOND,
    connectTimeoutMs: settings.VENDOR_CONNECT_TIMEOUT_MS,
    callTimeoutMs: settings.VENDOR_CALL_TIMEOUT_MS,
    /** Returns the settings of a vendor, by the prefix of the variables. */
    vendorEnv:
      (prefix: string): VendorEnv =>
      (name) =>
        given[`${prefix}_${name}`],
  });
}

/** Returns the variables with a value, trimmed. */
export function givenSettings(environment: Environment = process.env): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment)
      .map(([name, value]) => [name, value?.trim()])
      .filter(([, value]) => value),
  ) as Record<string, string>;
}

/** Parses settings by a zod schema. Throws `BadConfig` with each variable and rule. */
export function checkedSettings<Schema extends z.ZodType>(schema: Schema, given: Environment): z.output<Schema> {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const lines = read.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
  throw new BadConfig([...new Set(lines)].join('\n'));
}

function readProfiles(
  file: string | undefined,
  env: (name: string) => string | undefined,
): ConfigFile['storageProfiles'] {
  if (file === undefined) return {};
  try {
    return parseConfigFile(readFileSync(file, 'utf8'), env).storageProfiles;
  } catch (error) {
    const reason = error instanceof BadConfigFile ? error.message : 'the file cannot be read';
    throw new BadConfig(`TAPEDECK_CONFIG: ${reason}`);
  }
}

export const SETTING_NAMES: readonly string[] = Object.keys(SETTINGS.shape);

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

/** Whether a text is an origin, with an optional path of plain segments without a trailing slash. */
function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin } = new URL(text);
  return (
    text.startsWith(origin) &&
    /^(?:\/[\w.~-]+)*$/.test(text.slice(origin.length)) &&
    new URL(text).href.startsWith(text)
  );
}

/** Whether a text is an address, or a network in CIDR notation. */
function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  if (isIP(address) === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}

/** Whether a text is a host name without port, `*.` and a suffix, or `*`. */
function isHostPattern(text: string): boolean {
  if (text === '*') return true;
  const name = text.startsWith('*.') ? text.slice(2) : text;
  return (
    !name.includes('*') && URL.canParse(`http://${name}/`) && new URL(`http://${name}/`).host === name.toLowerCase()
  );
}
