import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { css, editorWorkerService, graphqlWorker, js, jsonWorker } from '@graphql-yoga/render-graphiql/graphiql';
import { getOperationAST, parse } from 'graphql';

const EXAMPLES = fileURLToPath(new URL('../examples', import.meta.url));

/** The tabs from left to right. An example that is not named here comes after them. */
const ORDER = [
  'tiw-start-online-record',
  'gme-start-record',
  'trtc-create-cloud-recording',
  'trtc-start-web-record',
  'rongcloud-start-record',
  'recording-changed',
];

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 20' fill='none' stroke='%23c2410c' " +
  "stroke-width='3'%3E%3Ccircle cx='8' cy='8' r='6'/%3E%3Ccircle cx='24' cy='8' r='6'/%3E%3Cpath d='M8 18h16'/%3E%3C/svg%3E";

/**
 * GraphiQL moves a tab that gets the focus to where its start-up animation left it: away from under the pointer,
 * so the first click on each tab was lost. And it is laid out for a desk: on a phone its halves stand one above the other.
 */
const LAYOUT = `
.graphiql-container .graphiql-tab { transform: none !important; }
@media (max-width: 640px) {
  .graphiql-container { height: 100dvh; --sidebar-width: 44px; --toolbar-width: 36px; }
  .graphiql-container .graphiql-sidebar { align-items: center; padding: 8px 0; }
  .graphiql-container .graphiql-logo { display: none; }
  .graphiql-container #graphiql-session { flex-direction: column; min-height: 0; padding: 0 4px 4px; }
  .graphiql-container .graphiql-sessions { margin: 8px 8px 8px 0; }
  .graphiql-container #graphiql-session > * { flex: 1 1 0 !important; min-height: 0; min-width: 0; }
  .graphiql-container .graphiql-horizontal-drag-bar { display: none; }
  .graphiql-container .graphiql-query-editor { padding: 8px; column-gap: 8px; }
}`;

const START = `
const read = (id) => JSON.parse(document.getElementById(id).textContent);

const workers = Object.entries(read('workers')).map(([label, code]) => [
  label,
  URL.createObjectURL(new Blob([code], { type: 'application/javascript' })),
]);
const workerUrls = Object.fromEntries(workers);
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => workerUrls[label] };

// Keys of our own: another GraphiQL that once ran on this port keeps its tabs, and we ours.
const own = (name) => 'tapedeck:' + name;
const storage = {
  getItem: (name) => localStorage.getItem(own(name)),
  setItem: (name, value) => localStorage.setItem(own(name), value),
  removeItem: (name) => localStorage.removeItem(own(name)),
  clear: () => storage.names().forEach((name) => localStorage.removeItem(name)),
  names: () => Object.keys(localStorage).filter((name) => name.startsWith(own(''))),
  get length() { return storage.names().length; },
};

// GraphiQL's own defaultTabs leave the first tab's variables empty, so its stored state is written instead: once.
if (storage.getItem('graphiql:tabState') === null) {
  const tabs = read('examples').map((example, index) => ({ ...example, id: 'example-' + index, headers: null, response: null }));
  storage.setItem('graphiql:tabState', JSON.stringify({ activeTabIndex: 0, tabs }));
  // A link with a query of its own opens beside the examples, not with their variables.
  if (!new URLSearchParams(location.search).has('query')) {
    storage.setItem('graphiql:query', tabs[0].query);
    storage.setItem('graphiql:variables', tabs[0].variables);
  }
}

YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), {
  endpoint: '/graphql',
  subscriptionsProtocol: 'WS', // by GET, as its other way asks, it cannot send the header that proves a page of ours
  defaultQuery: '', // without it a page of welcome text opens in a tab of its own, in front of the examples
  title: 'Tapedeck',
  logo: '<img src="' + document.querySelector('link[rel=icon]').href + '" alt="" width="28">',
  storage,
});
`;

/** Writes `graphiql.html` into `outDir`: GraphiQL in one file that asks no other address for anything. */
export async function buildGraphiql({ outDir, examplesDir = EXAMPLES }) {
  const examples = await readExamples(examplesDir);
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, 'graphiql.html'), page(examples));
}

/** One tab for each `<name>.graphql` that has a `<name>.variables.json` beside it. */
async function readExamples(directory) {
  const files = new Set(await readdir(directory));
  const names = [...files]
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => file.slice(0, -'.graphql'.length))
    .filter((name) => files.has(`${name}.variables.json`))
    .sort((a, b) => place(a) - place(b) || a.localeCompare(b));
  if (names.length === 0) throw new Error(`No examples in ${directory}: GraphiQL would open without a tab`);
  return Promise.all(names.map((name) => readExample(directory, name)));
}

function place(name) {
  const index = ORDER.indexOf(name);
  return index < 0 ? ORDER.length : index;
}

async function readExample(directory, name) {
  const query = await readFile(join(directory, `${name}.graphql`), 'utf8');
  const variables = await readFile(join(directory, `${name}.variables.json`), 'utf8');
  JSON.parse(variables); // a typing mistake ends the build, not somebody's first try
  const operationName = getOperationAST(parse(query))?.name?.value ?? null;
  return { title: operationName ?? name, query, variables, operationName };
}

function page(examples) {
  const workers = { editorWorkerService, json: jsonWorker, graphql: graphqlWorker };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>GraphiQL · Tapedeck</title>
<link rel="icon" href="${ICON}">
<style>${css}${LAYOUT}</style>
</head>
<body>
<noscript>GraphiQL needs JavaScript.</noscript>
<div id="root"></div>
<script type="application/json" id="examples">${dataBlock(examples)}</script>
<script type="application/json" id="workers">${dataBlock(workers)}</script>
<script>${js}</script>
<script>${START}</script>
</body>
</html>
`;
}

/** JSON that no text inside it can end early: "</script>" in an example would close the block. */
function dataBlock(value) {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
