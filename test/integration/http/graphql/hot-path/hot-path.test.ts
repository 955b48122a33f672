import { parse } from 'graphql';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HotPath } from '../../../../../src/http/graphql/hot-path.ts';
import { publicErrors } from '../../../../../src/http/errors/public-errors.ts';
import { fakeVendor, schemaOver } from '../../../../shared/fake-vendor.ts';
import { GME_START } from '../../../../shared/running-server.ts';
import { gme, STATUS, PAGE } from './cases.ts';

afterEach(() => void vi.restoreAllMocks());

describe('HotPath', () => {
  const context = { requestId: 'request-1' };

  async function hotPath() {
    const vendor = fakeVendor();
    const { schema } = await schemaOver(vendor);
    const path = new HotPath(
      schema,
      publicErrors(() => undefined),
    );
    const see = (query: string): void => path.learn(query, parse(query));
    const learn = (query: string): void => {
      see(query);
      see(query);
    };
    const answerTo = (body: unknown) => path.answer(body, context);
    return { see, learn, answerTo, vendor };
  }

  it('leaves a document to Apollo until it has been seen twice', async () => {
    const { see, answerTo } = await hotPath();
    see('{ __typename }');
    expect(await answerTo({ query: '{ __typename }' })).toBeUndefined();
    see('{ __typename }');
    expect(await answerTo({ query: '{ __typename }' })).toBe('{"data":{"__typename":"Query"}}\n');
  });

  it('reports the cost of a query, and leaves one that costs too much to Apollo', async () => {
    const { learn, answerTo } = await hotPath();
    learn(PAGE);
    const answer = await answerTo({ query: PAGE, variables: { first: 40, all: true } });
    expect(JSON.parse(answer!)).toEqual({ data: { recordings: { nodes: [] } }, extensions: { cost: 1 + 40 * 202 } });
    expect(await answerTo({ query: PAGE, variables: { first: 100, all: true } })).toBeUndefined();
    expect(await answerTo({ query: PAGE, variables: { first: 100, all: false } })).toBeDefined();
  });

  it.each([
    ['a persisted query', { query: STATUS, extensions: { persistedQuery: {} } }],
    ['extensions that are a list', { query: STATUS, extensions: [] }],
    ['the name of another operation', { query: STATUS, operationName: 'A' }],
    ['variables that are a list', { query: STATUS, variables: [] }],
    ['variables that are a text', { query: STATUS, variables: '{}' }],
    ['a list', [{ query: STATUS }]],
    ['a text', STATUS],
    ['nothing', undefined],
    ['null', null],
  ])('leaves %s to Apollo', async (_name, body) => {
    const { learn, answerTo } = await hotPath();
    learn(STATUS);
    expect(await answerTo({ query: STATUS })).toBeDefined();
    expect(await answerTo(body)).toBeUndefined();
  });

  it.each([
    ['introspection', '{ __schema { queryType { name } } }'],
    ['introspection of a type', '{ a: __type(name: "Query") { name } }'],
    ['two operations', 'query A { __typename } query B { __typename }'],
    ['a variable with a default', 'query ($x: Boolean = true) { __typename @skip(if: $x) }'],
    ['a document of more than 16 kB', `{ __typename } # ${'x'.repeat(16 * 1024)}`],
  ])('does not learn %s', async (_name, query) => {
    const { learn, answerTo } = await hotPath();
    learn(query);
    expect(await answerTo({ query })).toBeUndefined();
  });

  it('executes nothing when the variables do not fit', async () => {
    const { learn, answerTo, vendor } = await hotPath();
    learn(GME_START);
    expect(await answerTo(gme({ bizId: '1' }))).toBeUndefined();
    expect(await answerTo({ query: GME_START })).toBeUndefined();
    expect(vendor.calls).toHaveLength(0);
    expect(await answerTo(gme({}))).toBeDefined();
    expect(vendor.calls).toHaveLength(1);
  });

  it('remembers two hundred documents, and forgets the one that was not used for the longest time', async () => {
    const { learn, answerTo } = await hotPath();
    const query = (index: number) => `{ __typename } # ${index}`;
    for (let index = 1; index <= 200; index++) learn(query(index));
    expect(await answerTo({ query: query(1) })).toBeDefined();
    learn(query(201));
    expect(await answerTo({ query: query(2) })).toBeUndefined();
    expect(await answerTo({ query: query(1) })).toBeDefined();
    expect(await answerTo({ query: query(201) })).toBeDefined();
  });

  it('remembers few of them when they are long: a parsed one takes a hundred times its text', async () => {
    const { learn, answerTo } = await hotPath();
    const query = (index: number) => `{ __typename } # ${index} ${'x'.repeat(10_000)}`;
    for (let index = 1; index <= 1000; index++) learn(query(index));
    let known = 0;
    for (let index = 1; index <= 1000; index++) if (await answerTo({ query: query(index) })) known += 1;
    expect(known).toBeGreaterThan(0);
    expect(known).toBeLessThan(100);
    expect(await answerTo({ query: query(1000) })).toBeDefined();
  });
});
