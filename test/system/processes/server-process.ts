import type { Environment } from '../../../src/config.ts';
import { runNode, type TestChild } from '../../shared/child-process.ts';
import { serverProgram } from '../../shared/bundled.ts';

/** The program in a process, as an operator runs the program. */
export type ServerProcess = TestChild & { readonly origin: string };

/** Runs the server with only these settings, without waiting for the server to listen. Ends with the test. */
export async function spawnServer(environment: Environment): Promise<TestChild> {
  return runNode(['--enable-source-maps', await serverProgram()], {
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'error',
    ...environment,
  });
}

/** As `spawnServer`, after the server listens. */
export async function startServerProcess(environment: Environment): Promise<ServerProcess> {
  const child = await spawnServer(environment);
  const [, origin] = await child.wrote(/Tapedeck runs at (\S+)/);
  return { ...child, origin: origin! };
}
