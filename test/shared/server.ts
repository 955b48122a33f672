import { startServer as start, type RunningServer, type ServerOptions } from '../../src/server.ts';
import { firstUse } from './vitest/first-use.ts';

await firstUse('page'); // built with the first file that uses the page, so that no test's time includes the build

/** Starts the server as the program does, after the build of its page. */
export const startServer: (options: ServerOptions) => Promise<RunningServer> = start;
