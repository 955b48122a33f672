import 'reflect-metadata';
import { readConfig, type Config } from './config.ts';
import { createLog } from './log.ts';
import { refuseOldNode } from './node-version.ts';
import { VendorState } from './providers/provider.ts';
import type { RunningServer } from './server.ts';
import { startFailure } from './start-failure.ts';

/** Maximum wait for requests in flight during a stop. */
const STOP_MS = 20_000;

try {
  await run();
} catch (error) {
  console.error(startFailure(error));
  process.exit(1);
}

async function run(): Promise<void> {
  refuseOldNode(process.versions.node);
  const config = readConfig();
  const log = createLog(config.logLevel);
  // Quick checks come before the rest of the program is loaded.
  const { refuseIfInUse } = await import('./ledger/sqlite/lock.ts');
  refuseIfInUse(config.databaseUrl);
  const { startServer } = await import('./server.ts');
  const server = await startServer({ config, log });
  const stop = (signal: string): void => {
    log.info({ signal }, 'stopping: requests in progress are finished first');
    setTimeout(() => {
      log.error('requests in progress did not end in time');
      process.exit(1);
    }, STOP_MS).unref();
    void server.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  announce(server, config); // the reader may send a signal at once
}

/** Prints the state of the server and links for people; programs read the log. */
function announce({ origin, vendors }: RunningServer, { production, introspection, databaseUrl }: Config): void {
  const lines = [
    `Tapedeck runs at ${origin}`,
    '',
    `  Ledger         ${placeOf(databaseUrl)}`,
    ...vendors.map(({ title, state, hint }) => `  ${title.padEnd(14)} ${state.toLowerCase().padEnd(9)} ${hint}`),
    '',
    `  Start page     ${origin}/`,
    ...(introspection ? [`  GraphiQL       ${origin}/graphiql   (examples: watch, start, stop, read)`] : []),
    ...(production || !introspection ? [] : [`  Apollo Sandbox ${origin}/graphql    (needs the internet)`]),
    '',
  ];
  if (vendors.some(({ state }) => state === VendorState.EMULATED)) {
    const controls = vendors.flatMap(({ title, control }) => (control === undefined ? [] : { title, control }));
    lines.push(
      'Demo: vendors without keys are emulated on this machine. Nothing is recorded.',
      'Control time, rooms, faults and callbacks at:',
      ...controls.map(({ title, control }) => `  ${title.padEnd(14)} ${control}`),
      '',
    );
  }
  console.log(lines.join('\n'));
}

/** Address of the ledger without the password. */
function placeOf(databaseUrl: string): string {
  if (databaseUrl.startsWith('sqlite:')) return databaseUrl.slice('sqlite:'.length);
  const { host, pathname } = new URL(databaseUrl);
  return `PostgreSQL ${host}${pathname}`;
}
