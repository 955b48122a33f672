import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../../src/errors.ts';
import type { RecordingOrder, Recording } from '../../../../src/ledger/contract/entities.ts';
import { connectionOf, cursorOf, windowOf } from '../../../../src/graphql/lists/connection.ts';
import type { ConnectionArguments } from '../../../../src/graphql/lists/connections.ts';
import { newRecordingId } from '../../../../src/domain/recording-id.ts';

const NEWEST_FIRST = 'NEWEST_FIRST';
const ids = [1, 2, 3].map((number) => newRecordingId(number));
const rows = ids.map((id, index) => ({ id, endedAt: index === 0 ? null : index * 10, newsAt: index }) as Recording);
const [after, before] = rows.map((row) => cursorOf(row, NEWEST_FIRST));

function textOf(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString();
}

function cursor(text: string): string {
  return Buffer.from(text).toString('base64url');
}

describe('a window', () => {
  it.each<[ConnectionArguments, object]>([
    [{}, { take: { first: 20 } }],
    [{ first: null, after: null, last: null, before: null }, { take: { first: 20 } }],
    [{ first: 1 }, { take: { first: 1 } }],
    [{ last: 100 }, { take: { last: 100 } }],
    [
      { first: 5, after },
      { take: { first: 5 }, after: { id: ids[0] } },
    ],
    [
      { last: 5, before },
      { take: { last: 5 }, before: { id: ids[1] } },
    ],
    [
      { after, before },
      { take: { first: 20 }, after: { id: ids[0] }, before: { id: ids[1] } },
    ],
  ])('is made of %j', (given, expected) => {
    expect(windowOf(given, NEWEST_FIRST)).toEqual({ order: NEWEST_FIRST, ...expected });
  });

  it.each<[string, ConnectionArguments]>([
    ['first', { first: 0 }],
    ['first', { first: 101 }],
    ['last', { last: -1 }],
    ['last', { first: 1, last: 1 }],
    ['after', { after: 'no cursor' }],
    ['after', { after: ids[0]! }],
    ['before', { before: cursor('recording:') }],
    ['before', { before: cursor(`orphan:${ids[0]!}`) }],
    ['before', { before: cursor(`toString:${ids[0]!}`) }],
    ['after', { after: cursor(`NEWEST_FIRST:1:${ids[0]!}`) }],
  ])('is refused by %s: %j', (name, given) => {
    expect.assertions(2);
    try {
      windowOf(given, NEWEST_FIRST);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidInput);
      expect((error as InvalidInput).faults.map(({ path }) => path)).toEqual([[name]]);
    }
  });

  it.each<[RecordingOrder, object]>([
    ['LAST_ENDED_FIRST', { id: ids[1], at: 10 }],
    ['FIRST_ENDED_FIRST', { id: ids[1], at: 10 }],
    ['LAST_CHANGED_FIRST', { id: ids[1], at: 1 }],
    ['OLDEST_FIRST', { id: ids[1] }],
  ])('continues from the place of a recording by %s', (order, place) => {
    expect(windowOf({ after: cursorOf(rows[1]!, order) }, order)).toMatchObject({ after: place });
  });

  it('takes the cursors of earlier versions in either order by creation, and in no other', () => {
    const earlier = cursor(`recording:${ids[0]!}`);
    for (const order of ['NEWEST_FIRST', 'OLDEST_FIRST'] as const) {
      expect(windowOf({ after: earlier }, order)).toMatchObject({ after: { id: ids[0] } });
    }
    expect(faultOf({ after: earlier }, 'LAST_ENDED_FIRST')).toContain('NEWEST_FIRST or OLDEST_FIRST');
  });

  it('names the order that a cursor was made for, where it is another one', () => {
    const made = cursorOf(rows[0]!, 'LAST_ENDED_FIRST');
    const message = faultOf({ before: made }, 'FIRST_ENDED_FIRST');
    expect(message).toBe(
      'before is a cursor of a list in another order, LAST_ENDED_FIRST: ask with that orderBy, or begin without before',
    );
  });
});

function faultOf(given: ConnectionArguments, order: RecordingOrder): string | undefined {
  try {
    windowOf(given, order);
  } catch (error) {
    return (error as InvalidInput).faults[0]?.message;
  }
  return undefined;
}

describe('a connection', () => {
  it('has the rows as nodes, each with its place', () => {
    const page = { rows, hasNext: true, hasPrevious: false };
    const connection = connectionOf(page, NEWEST_FIRST, true, ({ id }) => id);
    expect(connection.nodes).toEqual(ids);
    expect(connection.edges).toEqual(rows.map((row) => ({ cursor: cursorOf(row, NEWEST_FIRST), node: row.id })));
    expect(connection.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: cursorOf(rows[0]!, NEWEST_FIRST),
      endCursor: cursorOf(rows[2]!, NEWEST_FIRST),
    });
  });

  it('ends where the search stopped, so that the next page goes on from there', () => {
    const page = { rows: [], hasNext: true, hasPrevious: false, reached: { id: ids[2]!, at: 7 } };
    const { pageInfo } = connectionOf(page, 'LAST_CHANGED_FIRST', true, () => null);
    expect(pageInfo).toMatchObject({ hasNextPage: true, startCursor: null });
    expect(textOf(pageInfo.endCursor!)).toBe(`LAST_CHANGED_FIRST:7:${ids[2]!}`);
    const backward = connectionOf(page, 'LAST_CHANGED_FIRST', false, () => null).pageInfo;
    expect(backward).toMatchObject({ startCursor: pageInfo.endCursor, endCursor: null });
  });

  it('makes every node once', () => {
    let made = 0;
    connectionOf({ rows, hasNext: false, hasPrevious: true }, NEWEST_FIRST, true, () => (made += 1));
    expect(made).toBe(rows.length);
  });

  it('of nothing has no cursors', () => {
    const { pageInfo } = connectionOf({ rows: [], hasNext: false, hasPrevious: true }, NEWEST_FIRST, true, () => null);
    expect(pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null });
  });
});
