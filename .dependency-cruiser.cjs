// Who may import whom. CONTRIBUTING.md says why; two functions say it for every folder.
const only = (from, allowed) => ({
  name: `${from} reaches too far`,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|resolvers)/', pathNot: [from, ...allowed] },
});
const never = (name, from, to) => ({ name, severity: 'error', from, to });

const ERRORS = '^src/errors\\.ts$';
const CONCURRENCY = '^src/concurrency/';
const LOG = '^src/log\\.ts$';
const CALLS = '^src/calls/';
/** Which client a request is of; where requests come in and where calls wait. */
const CALLING_CLIENT = '^src/calls/calling-client\\.ts$';
const WIRE = '^src/wire/';
const LAYOUT = '^src/layout/';
const PAGES = '^src/pages/';
const INPUT = '^src/input/';
/** What recordings, recorders and products are: facts and contracts, without GraphQL and SQL. */
const DOMAIN = '^src/domain/';
const GRAPHQL = '^src/graphql/';
const PAYLOAD = '^src/graphql/payload\\.ts$';
const CONTEXT = '^src/graphql/context\\.ts$';
const SCHEMA = '^src/graphql/(schema|errors-as-data)\\.ts$';
const PROVIDER = '^src/providers/provider\\.ts$';
const RECORDINGS = '^src/recordings/';
const CLOCK = '^src/clock/';
const LEDGER = '^src/ledger/';
/** What the ledger is for everybody else: interfaces, rows, limits. */
const CONTRACT = '^src/ledger/contract/';
/** What a vendor folder needs of the life cycle: facts, the recorder's contract, and the fields that all starts share. */
const FOR_PROVIDERS = '^src/(domain/|graphql/recordings/(own-fields|payloads|name-value\\.types)\\.ts$)';
const CALLBACKS = '^src/callbacks/';
const CALLBACK = '^src/callbacks/callback\\.ts$';
const EVENTS = '^src/events/';
const WEBHOOKS = '^src/webhooks/';
const PRIVATE_FILES = '^src/private-files\\.ts$';
const SERVER_KEY = '^src/server-key\\.ts$';
const VENDOR_CLOCK = '^src/providers/vendor-clock\\.ts$';
/** What vendors share: no vendor's name stands in it. */
const PROVIDER_PARTS =
  '^src/providers/(adopted|filled|live-hint|own-fields|own-key|reports|start-params|start-plan|task-settings|vendor-(clock|setup|time)|wire-body)\\.ts$';
const PROVIDERS = '^src/providers/index\\.ts$';

module.exports = {
  forbidden: [
    only(ERRORS, []),
    only(WIRE, [ERRORS]),
    only(CONCURRENCY, []),
    only(CALLS, [ERRORS, CONCURRENCY]),
    only(INPUT, [ERRORS, WIRE]),
    only(LAYOUT, []),
    only(DOMAIN, [ERRORS, WIRE, '^src/calls/call-options\\.ts$']),
    only(GRAPHQL, [ERRORS, WIRE, INPUT, CALLING_CLIENT, DOMAIN, CONTRACT, EVENTS, RECORDINGS]),
    only(PAGES, []),
    only('^src/emulation/', [ERRORS, WIRE, PAGES, PRIVATE_FILES]),
    only(CLOCK, [CALLS, LOG]),
    only(LEDGER, [ERRORS, LOG, CONCURRENCY, CLOCK, PRIVATE_FILES, '^src/wire/(digest|json|mask-values)\\.ts$', DOMAIN]),
    only(RECORDINGS, [
      ERRORS,
      LOG,
      CONCURRENCY,
      WIRE,
      CALLS,
      DOMAIN,
      CONTRACT,
      SERVER_KEY,
      EVENTS,
      '^src/input/server-defaults\\.ts$',
    ]),
    only(CALLBACK, [DOMAIN, CONTRACT]),
    only('^src/callbacks/(?!callback\\.ts)', [
      CALLBACK,
      ERRORS,
      LOG,
      CONCURRENCY,
      WIRE,
      CALLS,
      CONTRACT,
      RECORDINGS,
      DOMAIN,
      SERVER_KEY,
    ]),
    only(SERVER_KEY, [WIRE, PRIVATE_FILES]),
    only(PRIVATE_FILES, []),
    only(EVENTS, [ERRORS, LOG, CONCURRENCY, CONTRACT, DOMAIN]),
    only(WEBHOOKS, [
      ERRORS,
      LOG,
      CONCURRENCY,
      WIRE,
      CALLS,
      INPUT,
      PAYLOAD,
      CONTRACT,
      EVENTS,
      RECORDINGS,
      DOMAIN,
      SERVER_KEY,
    ]),
    only(PROVIDER, [LOG, WIRE, CALLS, INPUT, LAYOUT, FOR_PROVIDERS, CALLBACK, VENDOR_CLOCK]),
    only(VENDOR_CLOCK, []),
    only(PROVIDER_PARTS, [ERRORS, WIRE, CALLS, INPUT, FOR_PROVIDERS, PROVIDER, CALLBACK]),
    only('^src/providers/tencent/(?!emulator/)', [
      LOG,
      ERRORS,
      WIRE,
      CALLS,
      INPUT,
      LAYOUT,
      PAYLOAD,
      PROVIDER,
      FOR_PROVIDERS,
      CALLBACK,
      PROVIDER_PARTS,
      '^src/providers/tencent/emulator/',
    ]),
    only('^src/providers/rongcloud/(?!emulator/)', [
      LOG,
      ERRORS,
      WIRE,
      CALLS,
      INPUT,
      LAYOUT,
      PAYLOAD,
      PROVIDER,
      FOR_PROVIDERS,
      CALLBACK,
      PROVIDER_PARTS,
      '^src/providers/rongcloud/emulator/',
    ]),
    only('^src/providers/[^/]+/emulator/', [ERRORS, WIRE, '^src/emulation/', '^src/providers/[^/]+/(?!emulator/)']),
    only('^resolvers/', [
      '^src/providers/',
      CONCURRENCY,
      GRAPHQL,
      DOMAIN,
      RECORDINGS,
      WEBHOOKS,
      EVENTS,
      LAYOUT,
      INPUT,
      ERRORS,
    ]),
    only('^src/http/', [
      LOG,
      CONCURRENCY,
      INPUT,
      '^src/wire/json\\.ts$',
      PAGES,
      PROVIDER,
      CONTEXT,
      SCHEMA,
      ERRORS,
      CALLBACKS,
      CALLING_CLIENT,
    ]),
    only('^src/config\\.ts$', [PROVIDER, '^src/config-file\\.ts$']),
    never(
      'vendors stay apart',
      { path: '^src/providers/([^/]+)/' },
      { path: '^src/providers/[^/]+/', pathNot: '^src/providers/$1/' },
    ),
    never(
      'emulators are loaded lazily',
      { pathNot: ['^test/', '/emulator/', '^src/emulators/'] },
      { path: '/emulator/', dynamic: false },
    ),
    never(
      'one door out',
      { pathNot: ['^src/wire/(transport|guarded-post)\\.ts$', '^bench/', '^test/'] },
      { path: 'node_modules/node-fetch/' },
    ),
    never(
      'the database has one owner',
      {
        pathNot: [
          LEDGER,
          '^src/emulation/store/store-file\\.ts$',
          '^scripts/program/build-lock\\.mjs$',
          '^test/',
          '^bench/',
        ],
      },
      { path: 'node_modules/(kysely|pg|better-sqlite3)/' },
    ),
    never(
      'resolvers are put together in one place',
      { path: '^src/', pathNot: ['^src/service\\.ts$'] },
      { path: '^resolvers/' },
    ),
    never(
      'the registry is for those who put things together',
      { path: '^src/', pathNot: ['^src/(service|main|emulators|callback-addresses)\\.ts$', PROVIDERS] },
      { path: PROVIDERS },
    ),
    never(
      'GraphQL is declared in few places',
      { path: '^src/', pathNot: ['^src/(graphql|input)/', '^src/providers/[^/]+/.*(types|-fields?)\\.ts$'] },
      { path: 'node_modules/type-graphql/' },
    ),
    never('no cycles', {}, { circular: true }),
    never(
      'nothing unresolved',
      {},
      { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/' },
    ) /* types only */,
    never('no development packages at run time', { path: '^(src|resolvers)/' }, { dependencyTypes: ['npm-dev'] }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist(\\.new|\\.old)?/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
