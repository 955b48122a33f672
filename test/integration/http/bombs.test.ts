import { beforeAll, expect, it } from 'vitest';
import {
  errorsOf,
  GME_START,
  GME_INPUT,
  json,
  post,
  startTestServer,
  type Answer,
  type TestServer,
} from '../../shared/running-server.ts';

// Small requests that cost much. Processor time counts, not the clock: other work on the machine changes nothing.

const MOST_MS = 200;

const many = <T>(count: number, one: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => one(index));
const input = (change: object) => ({ query: GME_START, variables: { input: { ...GME_INPUT, ...change } } });
const users = (list: unknown) => input({ subscribeRecordUserIds: { subscribeUserIds: list } });
const spread = (names: readonly string[]) => names.map((name) => `...${name}`).join(' ');
const names = (count: number) => many(count, (index) => `F${index}`);
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
const double = (depth: number): string =>
  depth === 0 ? 'id' : many(2, () => `changes { nodes { recording { ${double(depth - 1)} } } }`).join(' ');

const BOMBS: Readonly<Record<string, { body: unknown; says: RegExp }>> = {
  '55,000 wrong values of an enum': {
    body: {
      query: 'query ($states: [RecordingState!]) { recordings(filter: { states: $states }) { nodes { id } } }',
      variables: { states: many(20_000, () => 'NOTHING') },
    },
    says: /^states must have at most 250 entries$/,
  },
  'a list of 14,000 users': {
    body: users(many(14_000, () => 'a')),
    says: /^subscribeUserIds must have at most 250 entries$/,
  },
  '14,000 users of no valid type': { body: users(many(14_000, () => 7)), says: /must have at most 250 entries$/ },
  '15,000 unknown fields': {
    body: input(Object.fromEntries(many(15_000, (index) => [`field${index}`, 1]))),
    says: /^input must have at most 250 fields$/,
  },
  'lists in lists': {
    body: users(many(200, () => many(200, () => 7))),
    says: /^The variables may hold 4000 values\.$/,
  },
  'a list that is 3,000 deep': { body: users(nested(3000)), says: /must be/ },
  'many wrong values': { body: users(many(250, () => 7)), says: /must be a string \(String\); received/ },
  'an input of 3,000 values with a fault, under 50 names': {
    body: {
      query: `mutation ($input: GmeStartRecordInput!) {
        ${many(50, (index) => `a${index}: gmeStartRecord(input: $input) { taskId }`).join(' ')} x
      }`,
      variables: {
        input: {
          ...GME_INPUT,
          bizId: 'x',
          labels: many(250, () => ({ name: 'a', value: 'b', a: 1, b: 2, c: 3 })),
          metadata: many(250, () => ({ name: 'a', value: 'b' })),
        },
      },
    },
    says: /^A request may hold one call to a vendor\.$|^Cannot query field "x"/,
  },
  'an input with a fault in the document, under 50 names': {
    body: {
      query: `mutation { ${many(50, (index) => `a${index}: gmeStartRecord(input: { bizId: "x", roomId: [${'7 '.repeat(60)}] }) { taskId }`).join(' ')} }`,
    },
    says: /^A request may hold one call to a vendor\.$/,
  },
  'a field 600 times': {
    body: { query: `{ ${'recordings { nodes { id } } '.repeat(600)} }` },
    says: /^Selections may repeat 100 fields\.$/,
  },
  'fields twice at every depth': {
    body: { query: `{ recordings { nodes { ${double(7)} } } }` },
    says: /^Selections may (?:repeat|be nested)/,
  },
  '200 fragments': {
    body: {
      query: `{ recordings { nodes { ${spread(names(200))} } } } ${names(200)
        .map((name) => `fragment ${name} on Recording { id }`)
        .join(' ')}`,
    },
    says: /^A document may hold 100 fragments\.$/,
  },
  'fragments that use each other': {
    body: {
      query: `{ recordings { nodes { ...F0 } } } ${names(60)
        .map((name, index) => `fragment ${name} on Recording { id ${spread(names(60).slice(index + 1, index + 30))} }`)
        .join(' ')}`,
    },
    says: /^A document may use fragments 300 times\.$/,
  },
};

const aliases = (count: number, field: string) => ({
  query: `{ ${many(count, (index) => `a${index}: ${field}`).join(' ')} }`,
});
const COSTS = /^The request costs \d+, and the limit is 10000\. Most of it is /;

const COSTLY: Readonly<Record<string, unknown>> = {
  '45 aliases of a page': aliases(45, 'recordings(first: 100) { edges { node { id labels { name } } } }'),
  'a page of 100 with files': { query: '{ recordings(first: 100) { nodes { files { nodes { name url } } } } }' },
  'a page with all changes': {
    query: 'query ($n: Int) { recordings(first: 100) { nodes { changes(first: $n) { nodes { seq } } } } }',
    variables: { n: 200 },
  },
  'manifest under 49 names': aliases(49, 'recordings(first: 20) { nodes { manifest { json } } }'),
  'files under 49 names': {
    query: `{ recordings { nodes { ${many(49, (index) => `f${index}: files { nodes { name } }`).join(' ')} } } }`,
  },
  'an address under 49 names': {
    query: `{ recordings { nodes { files { nodes { ${many(49, (index) => `u${index}: url`).join(' ')} } } } } }`,
  },
  'introspection under 20 names': aliases(20, '__schema { types { name fields { name description } } }'),
};

let server: TestServer;
beforeAll(async () => {
  let stop = (): Promise<void> => Promise.resolve();
  server = await startTestServer({}, (stopServer) => (stop = stopServer));
  return () => stop();
});

function inPayload(answer: Answer): readonly { readonly message: string }[] {
  const { data } = json<{ data?: { gmeStartRecord: { errors: { message: string }[] } } }>(answer);
  return data?.gmeStartRecord.errors ?? [];
}

/** The processor time of one request, in ms: the least of some, for the first one makes what is made once. */
async function cost(body: unknown): Promise<number> {
  const text = JSON.stringify(body);
  const times: number[] = [];
  for (let time = 0; time < 4; time += 1) {
    const before = process.cpuUsage();
    await post(server, text);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return Math.min(...times);
}

it.each(Object.entries(BOMBS))('%s: refused in words, and soon', async (_name, { body, says }) => {
  const { length } = server.vendor.calls;
  const answer = await post(server, body);
  const errors = [...errorsOf(answer), ...inPayload(answer)];
  expect(answer.status).toBe(errorsOf(answer).length > 0 ? 400 : 200);
  expect(errors.length).toBeLessThanOrEqual(10);
  expect(errors[0]?.message).toMatch(says);
  expect(await cost(body)).toBeLessThan(MOST_MS);
  expect(server.vendor.calls).toHaveLength(length);
});

it.each(Object.entries(COSTLY))('%s: refused by its cost, before anything is read', async (_name, body) => {
  for (const _time of ['cold', 'warm', 'hot']) {
    const [error, ...others] = errorsOf(await post(server, body));
    expect(others).toEqual([]);
    expect(error?.message).toMatch(COSTS);
    expect(error?.extensions).toEqual({ code: 'COST_EXCEEDED' });
  }
  expect(await cost(body)).toBeLessThan(MOST_MS);
});
