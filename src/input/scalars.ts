import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { MASK, Secret } from '../wire/secret.ts';
import { digitsPattern } from './patterns.ts';
import type { JsonSchema, RuleMetadata } from './rule-metadata.ts';

// Messages never repeat the value: a client may have put a secret into the wrong field. published/ reads the `jsonSchema` of
// the extensions.

const UINT32_MAX = 4_294_967_295;

function uint32(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > UINT32_MAX) {
    throw new GraphQLError('must be a whole number from 0 to 4294967295');
  }
  return value;
}

/** A whole number from 0 to 4294967295, for ids of applications and rooms that do not fit GraphQL's Int. */
export const UInt32 = new GraphQLScalarType<number, number>({
  name: 'UInt32',
  description:
    'An unsigned 32-bit integer, as a JSON number, from 0 to 4294967295. Holds application and room ids, which exceed Int.',
  specifiedByURL: 'https://www.w3.org/TR/xmlschema11-2/#unsignedInt',
  extensions: { jsonSchema: { type: 'integer', minimum: 0, maximum: UINT32_MAX } },
  parseValue: uint32,
  serialize: uint32,
  parseLiteral(node: ValueNode) {
    return uint32(node.kind === Kind.INT ? Number(node.value) : undefined);
  },
});

const INT64_DIGITS = /^-?\d{1,20}$/;
const INT64_MIN = -(2n ** 63n);
const UINT64_MAX = 2n ** 64n - 1n;

function int64(value: unknown): bigint {
  const digits = typeof value === 'bigint' || Number.isSafeInteger(value) ? String(value) : value;
  if (typeof digits === 'string' && INT64_DIGITS.test(digits)) {
    const number = BigInt(digits);
    if (number >= INT64_MIN && number <= UINT64_MAX) return number;
  }
  throw new GraphQLError('must be a 64-bit whole number: its digits as a string, or a whole number');
}

/** Returns the schema of 64-bit numbers within bounds: texts of digits, and JSON numbers that a double can hold. */
function int64Schema({ min = INT64_MIN, max = UINT64_MAX }: NonNullable<RuleMetadata['int64']>): JsonSchema {
  const safe = BigInt(Number.MAX_SAFE_INTEGER);
  return {
    anyOf: [
      { type: 'string', pattern: digitsPattern(min, max, 20) },
      { type: 'integer', minimum: Number(min < -safe ? -safe : min), maximum: Number(max > safe ? safe : max) },
    ],
    'x-server-also-accepts': ['whole numbers beyond 2^53 as JSON numbers, which many programs would round'],
  };
}

/** A 64-bit whole number, signed or unsigned: a `bigint` internally, a string of digits in answers. */
export const Int64 = new GraphQLScalarType<bigint, string>({
  name: 'Int64',
  description:
    'A 64-bit integer. Answers are decimal digits as a string, because a JSON number would lose digits; arguments may be a string or a number, from -9223372036854775808 to 18446744073709551615.',
  specifiedByURL: 'https://www.w3.org/TR/xmlschema11-2/#integer',
  extensions: { jsonSchema: int64Schema },
  parseValue: int64,
  serialize: (value) => int64(value).toString(),
  parseLiteral(node: ValueNode) {
    return int64(node.kind === Kind.INT || node.kind === Kind.STRING ? node.value : undefined);
  },
});

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;
const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function instant(value: unknown): number {
  const ms = typeof value === 'string' ? unixMs(value) : undefined;
  if (ms !== undefined && isInstant(ms)) return ms;
  throw new GraphQLError('must be a time in ISO 8601 with its zone, from 1970 to 9999: 2026-11-21T12:00:00Z');
}

/** The form of an instant for JSON Schema, with the number of days of each month. */
const LEAP_YEAR = '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)';
const DAY = `(?:\\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)|${LEAP_YEAR}-02-29)`;
const INSTANT_PATTERN = `^${DAY}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$`;

function isInstant(ms: number): boolean {
  return Number.isInteger(ms) && ms >= 0 && ms <= LAST_INSTANT;
}

/** Returns Unix milliseconds. Date.parse accepts more forms, and reads the 30th of February as the 2nd of March. */
function unixMs(text: string): number | undefined {
  const parts = INSTANT.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [number, number, ...number[]];
  const [zoneHours, zoneMinutes] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  if (hour! > 23 || minute! > 59 || second! > 59 || zoneHours > 23 || zoneMinutes > 59) return undefined;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3)));
  const date = new Date(ms);
  // Date.UTC turns an impossible day, or a year before 100, into another date.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const offset = (zoneHours * 60 + zoneMinutes) * 60_000;
  return parts[8] === '-' ? ms + offset : ms - offset;
}

/** An instant: Unix milliseconds internally, ISO 8601 in UTC with milliseconds in answers. */
export const DateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  description:
    'A moment in ISO 8601, from 1970 to 9999. Answers are in UTC with milliseconds: 2026-11-21T12:00:00.000Z. Arguments need seconds and a time zone, such as Z or +08:00; fractions of a millisecond are cut off.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  extensions: {
    jsonSchema: {
      type: 'string',
      format: 'date-time',
      pattern: INSTANT_PATTERN,
      'x-server-also-refuses': ['a moment before 1970 or after 9999 in UTC'],
    },
  },
  parseValue: instant,
  serialize(value) {
    if (typeof value === 'number' && isInstant(value)) return new Date(value).toISOString();
    throw new GraphQLError('must be Unix milliseconds from 1970 to 9999');
  },
  parseLiteral(node: ValueNode) {
    return instant(node.kind === Kind.STRING ? node.value : undefined);
  },
});

/** A credential: a text in arguments, a `Secret` internally, `[secret]` in answers. */
export const SecretText = new GraphQLScalarType<Secret, string>({
  name: 'Secret',
  description:
    'A credential, as a string. Passed to the vendor, never logged, and stored only encrypted while the outcome of a start is unknown. Answers show [secret].',
  specifiedByURL: 'https://www.w3.org/TR/xmlschema11-2/#string',
  extensions: { jsonSchema: { type: 'string', format: 'password', writeOnly: true } },
  parseValue(value) {
    if (typeof value !== 'string') throw new GraphQLError('must be a string');
    return new Secret(value);
  },
  // An empty text reveals only that no secret is set.
  serialize: (value) => (value === '' ? '' : MASK),
  parseLiteral(node: ValueNode) {
    if (node.kind !== Kind.STRING) throw new GraphQLError('must be a string');
    return new Secret(node.value);
  },
});
