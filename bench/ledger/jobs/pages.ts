import 'reflect-metadata';
import { parse } from 'graphql';
import type * as CostLimitModule from '../../../src/http/cost/cost-limit.ts';
import type * as HotPathModule from '../../../src/http/graphql/hot-path.ts';
import { built } from '../../contenders/build.ts';
import { answer } from '../child.ts';
import { PAGE_CASES, type PageCase } from './page-cases.ts';
import { openBuilt } from './open-built.ts';
import { pageDocument } from './page-document.ts';
import { serviceOver } from './service.ts';
import { countStatements } from './statements.ts';
import { spreadOf, timed, type Spread } from '../times.ts';

const { CostLimit } = await built<typeof CostLimitModule>('src/http/cost/cost-limit.ts');
const { HotPath } = await built<typeof HotPathModule>('src/http/graphql/hot-path.ts');

export interface PagesJob {
  /** Ledgers in the order of their sizes. */
  readonly urls: readonly string[];
}

/** Cost of one kind of page in one ledger. */
export interface PageFigures extends Spread {
  readonly name: string;
  /** Number of SQL statements per page. */
  readonly statements: number;
  /** Median of each round, to compare ledgers within a round. */
  readonly medians: readonly number[];
}

export interface PagesAnswer {
  /** Figures by ledger. */
  readonly ledgers: readonly (readonly PageFigures[])[];
}

const ROUNDS = 9;
/** Measurements of one kind of page in one ledger and round. */
const QUERIES = 40;
const WARM_UP = 100;

type Ask = (kind: PageCase, n: number) => Promise<string>;

/** Executes pages of a ledger on the hot path, which serves documents that the server has cached. */
async function open(url: string): Promise<{ ask: Ask; close: () => Promise<void> }> {
  const ledger = await openBuilt(url);
  const { schema } = await serviceOver(ledger, () => Promise.reject(new Error('a page called a vendor')));
  const anyCost = new CostLimit(schema, Infinity); // a page with all files exceeds the cost limit of requests
  const hotPath = new HotPath(schema, (formatted) => formatted, anyCost);
  const query = pageDocument(schema);
  for (const _ of ['seen', 'compiled']) hotPath.learn(query, parse(query));
  const ask: Ask = async ({ filter }, n) => {
    const body = await hotPath.answer({ query, variables: { filter: filter(n) } }, { requestId: 'bench' });
    if (body === undefined) throw new Error('the hot path did not take the page');
    return body;
  };
  return { ask, close: () => ledger.close() };
}

interface List {
  readonly nodes: readonly unknown[];
}

interface Connection {
  readonly edges: readonly {
    readonly node: { readonly files: List; readonly changes: List };
  }[];
}

function check(body: string, name: string): void {
  const { data, errors } = JSON.parse(body) as { data: { recordings: Connection } | null; errors?: unknown };
  const edges = data?.recordings.edges ?? [];
  const isWhole =
    edges.length === 100 && edges.every(({ node }) => node.files.nodes.length === 3 && node.changes.nodes.length === 4);
  if (errors !== undefined || !isWhole) throw new Error(`a wrong page by ${name}: ${body.slice(0, 500)}`);
}

await answer<PagesJob>(async ({ urls }): Promise<PagesAnswer> => {
  const statements = countStatements();
  const ledgers = await Promise.all(urls.map(open));
  const times = ledgers.map(() => PAGE_CASES.map((): number[][] => []));
  const counts = ledgers.map((): number[] => []);
  for (const [place, { ask }] of ledgers.entries()) {
    for (const kind of PAGE_CASES) {
      for (let n = 0; n < WARM_UP; n += 1) check(await ask(kind, n), kind.name);
      const before = statements();
      await ask(kind, 0);
      counts[place]!.push(statements() - before);
    }
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, kind] of PAGE_CASES.entries()) {
      const taken = ledgers.map((): number[] => []);
      // Alternates between the ledgers, so that other load on the machine affects all ledgers alike.
      for (let n = 0; n < QUERIES; n += 1) {
        for (const [place, { ask }] of ledgers.entries()) {
          taken[place]!.push(await timed(() => ask(kind, round * QUERIES + n)));
        }
      }
      for (const [place, list] of taken.entries()) times[place]![index]!.push(list);
    }
  }
  await Promise.all(ledgers.map(({ close }) => close()));
  return {
    ledgers: times.map((cases, place) =>
      cases.map((rounds, index) => ({
        name: PAGE_CASES[index]!.name,
        statements: counts[place]![index]!,
        medians: rounds.map((list) => spreadOf(list).p50),
        ...spreadOf(rounds.flat()),
      })),
    ),
  };
});
