import { codeOf } from '../contract/errors.ts';

/** Cause and remedy by error code of PostgreSQL or the network. No text contains a user, a password or a message. */
const MESSAGES: Readonly<Record<string, string>> = {
  '28P01': 'the password or the user is wrong. Correct the user and the password in DATABASE_URL.',
  '28000':
    'the server does not let this user in from here. Check the user in DATABASE_URL, and allow the user, the database and this host in pg_hba.conf; if the server demands TLS, add sslmode=require to DATABASE_URL.',
  '3D000': 'the server has no such database. Create it with createdb, or correct the name in DATABASE_URL.',
  '42501':
    'the user lacks a permission. Make the user of DATABASE_URL the owner of the database, or GRANT CONNECT on the database, and USAGE and CREATE on the schema public.',
  '53300':
    'the server has no connection left. Raise max_connections, or end other clients; one process of Tapedeck uses up to 12 connections.',
  '25006': 'the server only reads, as a standby does. Name the primary in DATABASE_URL.',
  '57P03': 'the server was starting or recovering for longer than a minute. Start Tapedeck again when it is ready.',
  '57P01': 'the server is shutting down. Start Tapedeck again when the server runs.',
  ECONNREFUSED: 'nothing listens there. Start PostgreSQL, or correct host and port in DATABASE_URL.',
  ENOTFOUND: 'the host name is not known. Correct the host in DATABASE_URL.',
  EAI_AGAIN: 'the host name cannot be looked up at this moment. Check the name servers of this machine.',
  ETIMEDOUT: 'the host does not answer. Check host and port in DATABASE_URL, and the firewalls between.',
  EHOSTUNREACH: 'the host cannot be reached. Check the host in DATABASE_URL, and the network.',
  ENETUNREACH: 'the network of the host cannot be reached. Check the host in DATABASE_URL, and the network.',
  ECONNRESET: 'the connection was cut. Check that a PostgreSQL server listens there.',
  ENOENT: 'there is no socket or certificate at the path in DATABASE_URL. Correct the path.',
};

/** Node's error codes for certificates that are not trusted. */
const CERTIFICATE = /CERT|SELF_SIGNED|VERIFY|ISSUER|ALTNAME/;

/** Failures of the driver without a code, by their messages, which contain no values. */
const DRIVER_FAILURES: readonly (readonly [RegExp, string])[] = [
  [
    /does not support SSL/i,
    'the server has no TLS, and sslmode in DATABASE_URL demands it. Switch TLS on at the server, or, on a private network, set sslmode=disable.',
  ],
  [/client password must be/i, 'the server asks for a password. Put the password into DATABASE_URL.'],
  [/timeout|timed out/i, MESSAGES['ETIMEDOUT']!],
  [/connection terminated unexpectedly/i, MESSAGES['ECONNRESET']!],
];

/** Explains why a PostgreSQL database cannot be opened, with a remedy: the end of a sentence that names the place. */
export function postgresOpenFailure(error: unknown): string {
  const code = codeOf(error);
  const message = code === undefined ? driverFailure(error) : (MESSAGES[code] ?? certificate(code));
  if (message === undefined) return `it cannot be used as the ledger (${code ?? 'unknown fault'}).`;
  return code === undefined ? message : `${message} (${code})`;
}

function certificate(code: string): string | undefined {
  if (!CERTIFICATE.test(code)) return undefined;
  return 'the certificate of the server is not trusted. Name its authority with sslrootcert in DATABASE_URL.';
}

function driverFailure(error: unknown): string | undefined {
  const { message } = error as Error;
  return DRIVER_FAILURES.find(([pattern]) => pattern.test(message))?.[1];
}
