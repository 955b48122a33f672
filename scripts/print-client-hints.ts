// Writes the hints for caches of clients out of schema.graphql, or with --check reports whether the files are up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { filesOf } from './client-hints/files.ts';
import { hintsOf } from './client-hints/hints.ts';

const folder = new URL('../examples/clients/generated/', import.meta.url);
const schema = buildSchema(await readFile(new URL('../schema.graphql', import.meta.url), 'utf8'));
const options = { ...(await resolveConfig(folder)), parser: 'typescript' };

for (const [name, source] of Object.entries(filesOf(hintsOf(schema)))) {
  const file = new URL(name, folder);
  const text = await format(source, options);
  if (!process.argv.includes('--check')) await writeFile(file, text);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`examples/clients/generated/${name} is not what the schema says. Run npm run client-hints.`);
    process.exitCode = 1;
  }
}
