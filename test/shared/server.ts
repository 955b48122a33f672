import { startServer as start, type RunningServer, type ServerOptions } from '../../src/server.ts';
import { firstUse } from './vitest/first-use.ts';

await firstUse('page'); // built with the first file that needs it: no test's time is spent on it

/** Starts the server as the program does, once its page is built. */
export const startServer: (options: ServerOptions) => Promise<RunningServer> = start;
