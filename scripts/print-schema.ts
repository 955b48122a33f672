// Prints the schema to schema.graphql and the JSON Schemas of its inputs to schemas/inputs/, or with --check reports whether
// the files are up to date.
import 'reflect-metadata';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { createResolvers } from '../resolvers/index.ts';
import { readConfig } from '../src/config.ts';
import { inputSchemas, schemaFile } from '../src/input/published/json-schema.ts';
import { createProviders } from '../src/providers/index.ts';
import type { Engine } from '../src/recordings/engine/engine.ts';
import { createRecordings } from '../src/recordings/recordings.ts';
import { buildGraphql, schemaText } from '../src/graphql/schema.ts';

const root = new URL('../', import.meta.url);
const folder = new URL('schemas/inputs/', root);
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
// Resolvers are only described here, never called.
const recordings = createRecordings(Object.create(null) as Engine);
const schema = buildGraphql(createResolvers({ providers, recordings }));

const files = new Map([['schema.graphql', schemaText(schema)]]);
for (const [name, jsonSchema] of inputSchemas(schema)) {
  const text = await format(JSON.stringify(jsonSchema), { parser: 'json', printWidth: 120 });
  files.set(`schemas/inputs/${schemaFile(name)}`, text);
}
await mkdir(folder, { recursive: true });
const superfluous = (await readdir(folder)).filter((name) => !files.has(`schemas/inputs/${name}`));

if (process.argv.includes('--check')) {
  const wrong = superfluous.map((name) => `schemas/inputs/${name}`);
  for (const [path, text] of files) {
    if ((await readFile(new URL(path, root), 'utf8').catch(() => undefined)) !== text) wrong.push(path);
  }
  if (wrong.length > 0) {
    console.error(`${wrong.join(', ')}: not what the code says. Run npm run schema, and read the change.`);
    process.exit(1);
  }
} else {
  for (const [path, text] of files) await writeFile(new URL(path, root), text);
  for (const name of superfluous) await rm(new URL(name, folder));
}
