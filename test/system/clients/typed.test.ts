import { copyFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ClientError, GraphQLClient } from 'graphql-request';
import { expect, it } from 'vitest';
import { GmeStartRecordDocument, RecordingDocument } from '../../../examples/generated/graphql.ts';
import { runNode } from '../../shared/child-process.ts';
import { temporaryFolder } from '../../shared/stores.ts';
import { newRoom, served, start, watchedFetch } from './client-helpers.ts';

const server = served();
const PACKAGES = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

/** A project with schema.graphql, the packages, and these files. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  copyFileSync(fileURLToPath(new URL('../../../schema.graphql', import.meta.url)), path.join(folder, 'schema.graphql'));
  symlinkSync(PACKAGES, path.join(folder, 'node_modules'), 'junction');
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

/** Runs a program of a package in a project. */
async function run(folder: string, program: string, ...args: string[]): Promise<{ code: number | null; text: string }> {
  const child = runNode([path.join(PACKAGES, program), ...args], {}, folder);
  const code = await child.exited;
  return { code, text: child.written() };
}

it('graphql-request sends the documents of graphql-codegen', async () => {
  const { fetch, sent } = watchedFetch();
  const client = new GraphQLClient(`${server.origin}/graphql`, { fetch });
  const { gmeStartRecord } = await client.request(GmeStartRecordDocument, { input: newRoom() });
  expect(gmeStartRecord.errors).toEqual([]);
  const { recording } = await client.request(RecordingDocument, { id: gmeStartRecord.recording!.id });
  expect(recording?.product).toBe('GME');
  expect(sent.map(({ method, status }) => [method, status])).toEqual([
    ['POST', 200],
    ['POST', 200],
  ]);
});

it('graphql-request queries by GET, too', async () => {
  const { fetch, sent } = watchedFetch();
  const client = new GraphQLClient(`${server.origin}/graphql`, { fetch, method: 'GET' });
  const id = await start(server);
  expect((await client.request(RecordingDocument, { id })).recording?.id).toBe(id);
  expect(sent.map(({ method, status }) => [method, status])).toEqual([['GET', 200]]);
});

it('graphql-request throws the errors of what is no valid GraphQL', async () => {
  const failing = new GraphQLClient(`${server.origin}/graphql`).request('{ nonsense }');
  await expect(failing).rejects.toThrow(ClientError);
  await expect(failing).rejects.toMatchObject({ response: { status: 400, errors: [{}] } });
});

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    noEmit: true,
    skipLibCheck: true,
    types: [],
    plugins: [{ name: 'gql.tada/ts-plugin', schema: './schema.graphql', tadaOutputLocation: './graphql-env.d.ts' }],
  },
  include: ['*.ts'],
};

const TADA = `import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.js';
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; Int64: string; UInt32: number; Secret: string };
}>();
export const one = graphql('query ($id: ID!) { recording(id: $id) { id state createdAt } }');
`;

const RIGHT = `import type { ResultOf, VariablesOf } from 'gql.tada';
import type { one } from './graphql.js';
export const createdAt = (result: ResultOf<typeof one>): string | undefined => result.recording?.createdAt;
export const runs = (result: ResultOf<typeof one>): boolean => result.recording?.state === 'RECORDING';
export const variables: VariablesOf<typeof one> = { id: 'rec_1' };
`;

const WRONG = `import type { ResultOf, VariablesOf } from 'gql.tada';
import type { one } from './graphql.js';
export const nonsense = (result: ResultOf<typeof one>) => result.recording?.nonsense;
export const runs = (result: ResultOf<typeof one>): boolean => result.recording?.state === 'NONSENSE';
export const variables: VariablesOf<typeof one> = { id: 5 };
`;

const BAD_DOCUMENT = `import { graphql } from './graphql.js';
export const bad = graphql('query ($id: ID!) { recording(id: $id) { nonsense } }');
`;

it('gql.tada knows every type: what is right compiles, and a wrong field, state or variable does not', async () => {
  const files = { 'graphql.ts': TADA, 'right.ts': RIGHT, 'wrong.ts': WRONG, 'bad-document.ts': BAD_DOCUMENT };
  const folder = project({ ...files, 'tsconfig.json': JSON.stringify(TSCONFIG) });
  expect(await run(folder, 'gql.tada/bin/cli.js', 'generate-output')).toMatchObject({ code: 0 });

  const compiled = await run(folder, 'typescript/bin/tsc', '-p', '.', '--pretty', 'false');
  const faults = [...compiled.text.matchAll(/^(\S+)\((\d+),\d+\): error/gm)].map(([, file, line]) => `${file}:${line}`);
  expect(faults).toEqual(['wrong.ts:3', 'wrong.ts:4', 'wrong.ts:5']);

  const checked = await run(folder, 'gql.tada/bin/cli.js', 'check');
  expect(checked.code).not.toBe(0);
  expect(checked.text).toContain('Cannot query field "nonsense" on type "Recording".');
  expect(checked.text.match(/Cannot query field/g)).toHaveLength(1);
});

interface Genql {
  readonly createClient: (options: { url: string }) => {
    readonly query: (request: object) => Promise<{ recording: object }>;
    readonly mutation: (
      request: object,
    ) => Promise<{ gmeStartRecord: { recording: { id: string }; errors: object[] } }>;
  };
}

it('genql makes a client of schema.graphql, which starts and reads a recording', async () => {
  const folder = project({});
  const made = await run(folder, '@genql/cli/dist/cli.js', '--schema', 'schema.graphql', '--output', 'client');
  expect(made).toMatchObject({ code: 0 });
  const outfile = path.join(folder, 'client.mjs');
  const entryPoints = [path.join(folder, 'client/index.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  const { createClient } = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as Genql;
  const client = createClient({ url: `${server.origin}/graphql` });
  const started = await client.mutation({
    gmeStartRecord: { __args: { input: newRoom() }, recording: { id: true }, errors: { code: true, message: true } },
  });
  expect(started.gmeStartRecord.errors).toEqual([]);
  const { id } = started.gmeStartRecord.recording;
  const read = await client.query({ recording: { __args: { id }, id: true, product: true } });
  expect(read.recording).toEqual({ id, product: 'GME' });
});
