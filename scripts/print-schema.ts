// Prints the schema to schema.graphql, or with --check tells whether the file is up to date.
import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { createResolvers } from '../resolvers/index.ts';
import { readConfig } from '../src/config.ts';
import { createProviders } from '../src/providers/index.ts';
import type { Desk } from '../src/recordings/desk.ts';
import { Recordings } from '../src/recordings/recordings.ts';
import { buildGraphql, schemaText } from '../src/schema.ts';

const file = new URL('../schema.graphql', import.meta.url);
const providers = await createProviders(
  {
    transport: () => Promise.reject(new Error('the schema is printed without calls')),
    now: Date.now,
    emulate: false,
    inlineStorageCredentials: true,
    callsPerSecond: 0,
    log: { debug: () => undefined, info: () => undefined },
  },
  readConfig({}).vendorEnv,
);
// Resolvers are only described here; nothing of this is called.
const recordings = new Recordings(Object.create(null) as Desk);
const text = schemaText(buildGraphql(createResolvers({ providers, recordings })));

if (process.argv.includes('--check')) {
  if ((await readFile(file, 'utf8')) !== text) {
    console.error('schema.graphql is not what the code says. Run npm run schema, and read the change.');
    process.exit(1);
  }
} else {
  await writeFile(file, text);
}
