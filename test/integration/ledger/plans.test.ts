import Database from 'better-sqlite3';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { expect, it } from 'vitest';
import { idsQuery, idsToCount, type IdRange } from '../../../src/ledger/paging/page-query.ts';
import type { RecordingFilter } from '../../../src/ledger/contract/entities.ts';
import type { Schema } from '../../../src/ledger/schema/schema.ts';
import { RecordingState } from '../../../src/domain/recording.ts';
import { SQLITE } from '../../shared/stores.ts';
import { idOf, MADE_AT } from '../../shared/ledger/sample.ts';

const compiler = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Returns SQLite's query plan, one line per step. */
async function planOf(sql: string, parameters: readonly unknown[]): Promise<string[]> {
  const { ledger, url } = await SQLITE.open();
  await ledger.close();
  const db = new Database(url.slice('sqlite:'.length), { readonly: true });
  try {
    const steps = db.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[];
    return steps.map(({ detail }) => detail);
  } finally {
    db.close();
  }
}

const { RECORDING, COMPLETE } = RecordingState;
const FILTERS: readonly (readonly [string, RecordingFilter])[] = [
  ['nothing', {}],
  ['a product', { products: ['TIW'] }],
  ['a state', { states: [RECORDING] }],
  ['a room', { room: '7' }],
  ['an application', { account: '1' }],
  ['a label', { labels: [{ name: 'tenant' }] }],
  ['a label and its value', { labels: [{ name: 'tenant', value: 'a' }] }],
  ['a time', { createdFrom: MADE_AT, createdTo: MADE_AT + 1 }],
  ['a product and a state', { products: ['TIW'], states: [RECORDING] }],
  ['a product and an application', { products: ['TIW'], account: '1' }],
  ['a label and a state', { labels: [{ name: 'tenant', value: 'a' }], states: [RECORDING] }],
];
const STRETCHES: readonly IdRange[] = [
  { axis: 'created', from: 'highest', below: { place: { id: idOf(5) }, inclusive: false }, count: 101 },
  { axis: 'created', from: 'lowest', above: { place: { id: idOf(5) }, inclusive: true }, count: 101 },
];

it.each(FILTERS)('a page by %s walks an index in the order of ids', async (_what, filter) => {
  for (const stretch of STRETCHES) {
    const { sql, parameters } = idsQuery(filter, stretch).compile(compiler);
    const plan = (await planOf(sql, parameters)).join('\n');
    expect(plan).toMatch(/SEARCH [rl] USING/);
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
  }
});

it.each([
  ['ended', 'recordings_by_ended'],
  ['changed', 'recordings_by_last_change'],
] as const)('a page in the order of %s walks its index, whatever the filter', async (axis, index) => {
  for (const from of ['highest', 'lowest'] as const) {
    const limit = { place: { id: idOf(5), at: MADE_AT }, inclusive: false };
    const sides = from === 'highest' ? { below: limit } : { above: limit };
    const stretch = { axis, from, ...sides, count: 101 } as const;
    const { sql, parameters } = idsQuery({ products: ['TIW'], text: 'a' }, stretch).compile(compiler);
    const plan = (await planOf(sql, parameters)).join('\n');
    expect(plan).toMatch(new RegExp(`SEARCH r USING (COVERING )?INDEX ${index}`));
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
  }
});

it('a page of several states merges as many walks, and sorts no more than they give', async () => {
  const { sql, parameters } = idsQuery({ states: [RECORDING, COMPLETE] }, STRETCHES[0]!).compile(compiler);
  const plan = await planOf(sql, parameters);
  expect(plan.filter((step) => /SEARCH r USING COVERING INDEX recordings_by_state/.test(step))).toHaveLength(2);
  expect(sql.match(/limit/g)).toHaveLength(3);
});

it('what is due is found in an index of what is live', async () => {
  const sql = 'select id from recordings where product = ? and next_action_at <= ? order by next_action_at limit 20';
  expect(await planOf(sql, ['TIW', MADE_AT])).toEqual([expect.stringContaining('recordings_due')]);
});

it('a count of several states and products sorts nothing, and goes through no more entries than it counts', async () => {
  const filter = { products: ['TIW', 'GME'], states: [RECORDING, COMPLETE] };
  const { sql, parameters } = idsToCount(filter, 101).compile(compiler);
  const plan = (await planOf(`select count(*) from (${sql})`, parameters)).join('\n');
  expect(plan).toMatch(/SEARCH r USING COVERING INDEX/);
  expect(plan).not.toMatch(/SCAN recordings|SCAN r\b|TEMP B-TREE|MERGE/);
});

it('counting reads an index and no row', async () => {
  const plan = await planOf('select product, state, count(*) from recordings group by product, state', []);
  expect(plan).toEqual([expect.stringContaining('COVERING INDEX recordings_by_product_state')]);
});
