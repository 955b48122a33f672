import type { TestProject } from 'vitest/node';
import { buildGraphiql } from '../../../scripts/build-graphiql.mjs';
import { postgresServers } from '../postgres/servers.ts';
import { serveOnFirstUse } from './on-first-use.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The main version of the older PostgreSQL that stores are tried on, too; null where none is installed. */
    olderPostgres: number | null;
  }
}

/**
 * For vitest's `globalSetup`: slow resources that serve many tests. Each resource is created on first use, so that a
 * test without a database starts none. Returns the function that ends all resources.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const postgres = postgresServers(process.env);
  const run = await serveOnFirstUse({
    postgres: async () => JSON.stringify(await postgres.startFirst()),
    'older-postgres': async () => JSON.stringify(await postgres.startOlder()),
    page: async () => {
      await buildGraphiql({ outDir: 'dist/web' });
      return 'dist/web';
    },
  });
  provide('firstUseOrigin', run.origin);
  provide('olderPostgres', postgres.older);
  process.once('SIGHUP', () => process.kill(process.pid, 'SIGTERM')); // vitest ends the process with this signal; the resources end, too
  return async () => {
    run.close();
    await postgres.stop();
    if (run.made.size > 0) console.log(`Made for this run: ${[...run.made.keys()].join(', ')}.`);
    const drawn = [...run.drawn].map(([what, count]) => `${count} ${what}`);
    if (drawn.length > 0) console.log(`Drawn in this run, over all files: ${drawn.join(', ')}.`);
  };
}
