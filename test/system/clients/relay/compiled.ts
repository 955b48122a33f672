import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { ConcreteRequest, ReaderFragment } from 'relay-runtime';
import { expect } from 'vitest';
import { runNode } from '../../../shared/child-process.ts';
import { temporaryFolder } from '../../../shared/stores.ts';

const require = createRequire(import.meta.url);

/** The documents of Relay, compiled over schema.graphql. */
export interface Compiled {
  readonly request: (name: string) => ConcreteRequest;
  readonly fragment: (name: string) => ReaderFragment;
}

/** Runs Relay's compiler as a project does. Uses no network. */
export async function compiled(): Promise<Compiled> {
  const folder = temporaryFolder();
  for (const made of ['src', 'artifacts']) mkdirSync(path.join(folder, made));
  cpSync(fileURLToPath(new URL('documents.js', import.meta.url)), path.join(folder, 'src/documents.js'));
  cpSync(fileURLToPath(new URL('../../../../schema.graphql', import.meta.url)), path.join(folder, 'schema.graphql'));
  const config = { src: './src', schema: './schema.graphql', language: 'javascript', artifactDirectory: './artifacts' };
  writeFileSync(path.join(folder, 'relay.config.json'), JSON.stringify(config));
  const compiler = runNode([require.resolve('relay-compiler/cli.js')], {}, folder);
  expect([await compiler.exited, compiler.written()]).toEqual([0, expect.stringContaining('Compilation completed')]);
  const names = readdirSync(path.join(folder, 'artifacts')).map((file) => file.replace('.graphql.js', ''));
  const contents = names.map((name) => `export { default as ${name} } from './artifacts/${name}.graphql.js';`);
  const outfile = path.join(folder, 'artifacts.mjs');
  const stdin = { contents: contents.join('\n'), resolveDir: folder };
  await build({ stdin, outfile, bundle: true, format: 'esm', logLevel: 'error' });
  const artifacts = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as Readonly<Record<string, unknown>>;
  const load = (name: string): unknown => artifacts[name];
  return { request: load as Compiled['request'], fragment: load as Compiled['fragment'] };
}
