import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { css, editorWorkerService, graphqlWorker, js, jsonWorker } from '@graphql-yoga/render-graphiql/graphiql';
import { getOperationAST, parse } from 'graphql';

const EXAMPLES = fileURLToPath(new URL('../examples', import.meta.url));
const PARTS = fileURLToPath(new URL('graphiql', import.meta.url));

/** The tabs from left to right. Further examples follow in order of name. */
const ORDER = [
  'recording-changed',
  'tiw-start-online-record',
  'gme-start-record',
  'trtc-create-cloud-recording',
  'trtc-start-web-record',
  'rongcloud-start-record',
  'stop-recording',
  'stop-recordings',
  'recording',
  'recordings',
  'callback-counts',
];

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 20' fill='none' stroke='%23c2410c' " +
  "stroke-width='3'%3E%3Ccircle cx='8' cy='8' r='6'/%3E%3Ccircle cx='24' cy='8' r='6'/%3E%3Cpath d='M8 18h16'/%3E%3C/svg%3E";

/** Writes `graphiql.html` into `outDir`: GraphiQL in one file that loads no resource from another address. */
export async function buildGraphiql({ outDir, examplesDir = EXAMPLES }) {
  const examples = await readExamples(examplesDir);
  await mkdir(outDir, { recursive: true });
  const layout = await readFile(join(PARTS, 'layout.css'), 'utf8');
  await writeFile(join(outDir, 'graphiql.html'), page({ examples, layout, start: await startProgram() }));
}

/** Bundles the page's script. */
async function startProgram() {
  const { outputFiles } = await build({
    entryPoints: [join(PARTS, 'page.js')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
  });
  return outputFiles[0].text;
}

/** Returns a tab for each `<name>.graphql` with a `<name>.variables.json` in the same folder, in all folders below `directory`. */
async function readExamples(directory) {
  const files = new Set(await readdir(directory, { recursive: true }));
  const names = [...files]
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => file.slice(0, -'.graphql'.length))
    .filter((name) => files.has(`${name}.variables.json`))
    .sort((a, b) => place(a) - place(b) || basename(a).localeCompare(basename(b)));
  if (names.length === 0) throw new Error(`No examples in ${directory}: GraphiQL would open without a tab`);
  return Promise.all(names.map((name) => readExample(directory, name)));
}

function place(name) {
  const index = ORDER.indexOf(basename(name));
  return index < 0 ? ORDER.length : index;
}

async function readExample(directory, name) {
  const query = await readFile(join(directory, `${name}.graphql`), 'utf8');
  const variables = await readFile(join(directory, `${name}.variables.json`), 'utf8');
  JSON.parse(variables); // a mistake fails the build, not the first request
  const operationName = getOperationAST(parse(query))?.name?.value ?? null;
  return { title: operationName ?? basename(name), query, variables, operationName };
}

function page({ examples, layout, start }) {
  const workers = { editorWorkerService, json: jsonWorker, graphql: graphqlWorker };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL · Tapedeck</title>
<link rel="icon" href="${ICON}">
<style>${css}${layout}</style>
</head>
<body>
<noscript>GraphiQL needs JavaScript.</noscript>
<div id="root"></div>
<script type="application/json" id="examples">${dataBlock(examples)}</script>
<script type="application/json" id="workers">${dataBlock(workers)}</script>
<script>${js}</script>
<script>${start}</script>
</body>
</html>
`;
}

/** Prints JSON without "</script>", which would close the script block. */
function dataBlock(value) {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
