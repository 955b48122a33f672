import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { BadConfigFile, parseConfigFile, type ConfigFile } from './config-file.ts';
import type { VendorEnv } from './providers/provider.ts';

/** Source of settings: `process.env`, or the settings of a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const DEFAULT_EMULATOR_PORT = 4100;

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
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  CORS_ORIGINS: z
    .string()
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .pipe(z.array(z.string().refine(isOrigin, 'must be a list of origins as https://app.example, with commas')))
    .default([]),
  ALLOWED_HOSTS: z
    .string()
    .transform((list) => list.split(',').map((host) => host.trim()))
    .pipe(
      z.array(
        z.string().refine(isHostPattern, 'must be a list of host names as api.example or *.example, with commas'),
      ),
    )
    .default([]),
  INTROSPECTION: z.stringbool().optional(),
  MAX_CALLS_PER_REQUEST: z.coerce.number().int().min(1).max(10).default(1),
  MAX_COST: z.coerce.number().int().min(1000).max(1_000_000).default(10_000),
  MAX_CONNECTIONS_PER_CLIENT: z.coerce.number().int().min(1).max(100_000).default(500),
  MAX_OPERATIONS_PER_CLIENT: z.coerce.number().int().min(1).max(1_000_000).default(2000),
  TRUST_PROXY: z
    .string()
    .transform((list) => list.split(',').map((network) => network.trim()))
    .pipe(
      z.array(
        z.string().refine(isNetwork, 'must be a list of addresses or networks as 10.0.0.1 or 10.0.0.0/8, with commas'),
      ),
    )
    .default([]),
  TAPEDECK_CONFIG: z.string().optional(),
  ALLOW_INLINE_STORAGE_CREDENTIALS: z.stringbool().default(true),
  VENDOR_CALLS_PER_SECOND: z.coerce.number().int().min(0).max(20).default(20),
  VENDOR_CONNECT_TIMEOUT_MS: milliseconds.default(2000),
  VENDOR_CALL_TIMEOUT_MS: milliseconds.default(10_000),
});

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /**
   * First port of the emulators: Tencent's here, RongCloud's on the next port. 0: free ports, the default if PORT is 0.
   */
  readonly emulatorPort: number;
  /** Folder of data that must survive the process. */
  readonly dataDir: string;
  /** Address of the ledger: postgres://…, or sqlite:<file>. May contain a password. */
  readonly databaseUrl: string;
  /** Secret from which the server derives all other secrets. Absent: a key in the data folder. Never printed. */
  readonly serverKeySetting: string | undefined;
  /** Public address of this server, including a path. Absent: unknown. */
  readonly publicUrl: string | undefined;
  /** The origin of `publicUrl`, as https://example.com. */
  readonly publicOrigin: string | undefined;
  /** The path of `publicUrl`, as /tape; empty where there is none. */
  readonly publicPath: string;
  /** Retention of callbacks, in days. */
  readonly callbacksKeptDays: number;
  /** For tests: the point at which the process kills itself. Never in production. */
  readonly faultPoint: string | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Allowed origins of browsers, in addition to the development origins. */
  readonly corsOrigins: readonly string[];
  /** Host names of the server, in addition to HOST and the host of PUBLIC_ORIGIN; `*.` matches any prefix. */
  readonly allowedHosts: readonly string[];
  /** Whether the schema is public: introspection, suggestions in messages, `/schema.graphql`, GraphiQL, Sandbox. */
  readonly introspection: boolean;
  readonly maxCallsPerRequest: number;
  /** Maximum cost of a request: entries of pages times weights. */
  readonly maxCost: number;
  /** Maximum open sockets and event streams per client address. */
  readonly maxConnectionsPerClient: number;
  /** Maximum running operations per client address. */
  readonly maxOperationsPerClient: number;
  /** Addresses and networks of proxies whose X-Forwarded-For is trusted. */
  readonly trustProxy: readonly string[];
  /** Storage profiles in the file of TAPEDECK_CONFIG. */
  readonly storageProfiles: ConfigFile['storageProfiles'];
  /** Whether clients may send storage credentials. */
  readonly inlineStorageCredentials: boolean;
  /** Maximum calls of an action per second, for vendors with a rate limit; 0: no limit by the server. */
  readonly callsPerSecond: number;
  readonly connectTimeoutMs: number;
  readonly callTimeoutMs: number;
  /** Returns the settings of a vendor, by the prefix of the variables. */
  readonly vendorEnv: (prefix: string) => VendorEnv;
}

/** A setting is missing or wrong. The message names the variables and the rules, never a value. */
export class BadConfig extends Error {
  override readonly name = 'BadConfig';
}

/** Reads and checks all settings. Blank values count as absent. */
export function readConfig(environment: Environment = process.env): Config {
  const given = givenSettings(environment);
  const settings = checkedSettings(SETTINGS, given);
  const production = settings.NODE_ENV === 'production';
  const config: Config = {
    production,
    host: settings.HOST,
    port: settings.PORT,
    emulatorPort: settings.EMULATOR_PORT ?? (settings.PORT === 0 ? 0 : DEFAULT_EMULATOR_PORT),
    dataDir: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL ?? `sqlite:${settings.DATA_DIR}/ledger.sqlite`,
    serverKeySetting: settings.SERVER_KEY,
    publicUrl: settings.PUBLIC_ORIGIN,
    publicOrigin: settings.PUBLIC_ORIGIN && new URL(settings.PUBLIC_ORIGIN).origin,
    publicPath: settings.PUBLIC_ORIGIN?.slice(new URL(settings.PUBLIC_ORIGIN).origin.length) ?? '',
    callbacksKeptDays: settings.CALLBACKS_KEPT_DAYS,
    faultPoint: production ? undefined : settings.FAULT_POINT,
    logLevel: settings.LOG_LEVEL,
    corsOrigins: settings.CORS_ORIGINS,
    allowedHosts: settings.ALLOWED_HOSTS,
    introspection: settings.INTROSPECTION ?? !production,
    maxCallsPerRequest: settings.MAX_CALLS_PER_REQUEST,
    maxCost: settings.MAX_COST,
    maxConnectionsPerClient: settings.MAX_CONNECTIONS_PER_CLIENT,
    maxOperationsPerClient: settings.MAX_OPERATIONS_PER_CLIENT,
    trustProxy: settings.TRUST_PROXY,
    storageProfiles: readProfiles(settings.TAPEDECK_CONFIG, (name) => given[name]),
    inlineStorageCredentials: settings.ALLOW_INLINE_STORAGE_CREDENTIALS,
    callsPerSecond: settings.VENDOR_CALLS_PER_SECOND,
    connectTimeoutMs: settings.VENDOR_CONNECT_TIMEOUT_MS,
    callTimeoutMs: settings.VENDOR_CALL_TIMEOUT_MS,
    vendorEnv: (prefix) => (name) => given[`${prefix}_${name}`],
  };
  return Object.freeze(config);
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

function readProfiles(file: string | undefined, env: (name: string) => string | undefined): Config['storageProfiles'] {
  if (file === undefined) return {};
  try {
    return parseConfigFile(readFileSync(file, 'utf8'), env).storageProfiles;
  } catch (error) {
    const reason = error instanceof BadConfigFile ? error.message : 'the file cannot be read';
    throw new BadConfig(`TAPEDECK_CONFIG: ${reason}`);
  }
}

/** Names of the server's settings. */
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
