import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { HotPath } from '../../../../../src/http/graphql/hot-path.ts';
import { fakeVendor } from '../../../../shared/fake-vendor.ts';
import {
  GME_START,
  post,
  request,
  startTestServer,
  type Answer,
  type TestServer,
} from '../../../../shared/running-server.ts';
import { gme, answer, CASES, type Case } from './cases.ts';

const PLAIN = { accept: '*/*', 'content-type': 'application/json' };

/** What two answers must have in common: everything but ids and the clock. */
function comparable({ status, headers, text }: Answer): object {
  const { 'x-request-id': _id, date: _date, ...rest } = Object.fromEntries(headers);
  return { status, headers: rest, text: text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'an id') };
}

/** The document made one of its own, where there is one. */
function marked({ name, body }: Case): unknown {
  const { query } = (body ?? {}) as { query?: unknown };
  return typeof query === 'string' && query !== '' ? { ...(body as object), query: `${query}\n# ${name}` } : body;
}

/** The same request in a form that the hot path never takes. */
function neverHot(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || Object.keys(body).length === 0) return body;
  const { extensions = {} } = body as { extensions?: unknown };
  if (typeof extensions !== 'object' || extensions === null || 'persistedQuery' in extensions) return body;
  return { ...body, extensions: { ...extensions, persistedQuery: null } };
}

afterEach(() => void vi.restoreAllMocks());

describe.each([
  { title: 'in development', environment: {} },
  { title: 'in production', environment: { NODE_ENV: 'production' } },
])('$title', ({ environment }) => {
  let server: TestServer;
  let reference: TestServer;

  beforeAll(async () => {
    const stops: (() => Promise<void>)[] = [];
    const options = () => ({ environment, vendor: fakeVendor(answer) });
    server = await startTestServer(options(), (stop) => stops.push(stop));
    reference = await startTestServer(options(), (stop) => stops.push(stop));
    return async () => {
      await Promise.all(stops.map((stop) => stop()));
    };
  });

  it.each(CASES)('answers $name as Apollo does', async (one) => {
    const answers = vi.spyOn(HotPath.prototype, 'answer');
    const body = marked(one);
    const headers = { ...PLAIN, ...one.headers };
    const expected = comparable(await post(reference, neverHot(body), headers));
    for (const _time of ['cold', 'warm', 'hot']) {
      expect(comparable(await post(server, body, headers))).toEqual(expected);
    }
    const last = (await answers.mock.results.at(-1)?.value) as string | undefined;
    expect(last !== undefined).toBe(one.hot);
  });

  it('answers a document that came by GET first as Apollo does', async () => {
    const query = '{ vendors { name hint } } # came by GET';
    const headers = { accept: '*/*' };
    const first = await request(`${server.origin}/graphql?query=${encodeURIComponent(query)}`, { headers });
    expect(comparable(await post(server, { query }, PLAIN))).toEqual(comparable(first));
  });

  it('answers many at once, each its own', async () => {
    const rooms = ['a', 'refused', 'busy', 'fault', 'no id', ''];
    const expected: object[] = [];
    for (const roomId of rooms) expected.push(comparable(await post(reference, neverHot(gme({ roomId })), PLAIN)));
    await post(server, gme({}), PLAIN);
    const answers = await Promise.all(rooms.map((roomId) => post(server, gme({ roomId }), PLAIN)));
    expect(answers.map(comparable)).toEqual(expected);
  });
});

it('calls no vendor when the variables do not fit', async () => {
  const server = await startTestServer();
  await post(server, gme({}));
  expect(server.vendor.calls).toHaveLength(1);
  for (const { body } of [gme({ bizId: '1' }), gme({ other: 1 }), { query: GME_START }].map((body) => ({ body }))) {
    const answer = await post(server, body);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('"code":"INVALID_INPUT"');
  }
  expect(server.vendor.calls).toHaveLength(1);
});

it('calls the vendor once for each request', async () => {
  const server = await startTestServer();
  for (let count = 1; count <= 5; count++) {
    await post(server, gme({}));
    expect(server.vendor.calls).toHaveLength(count);
  }
});
