import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../src/errors.ts';
import type { RecordingRow } from '../../../src/ledger/rows.ts';
import { connectionOf, cursorOf, windowOf, type ConnectionArguments } from '../../../src/recordings/connection.ts';
import { newRecordingId } from '../../../src/recordings/recording-id.ts';

const NEWEST_FIRST = 'NEWEST_FIRST';
const ids = [1, 2, 3].map((number) => newRecordingId(number));
const [after, before] = ids.map((id) => cursorOf({ id }));

describe('a window', () => {
  it.each<[ConnectionArguments, object]>([
    [{}, { take: { first: 20 } }],
    [{ first: null, after: null, last: null, before: null }, { take: { first: 20 } }],
    [{ first: 1 }, { take: { first: 1 } }],
    [{ last: 100 }, { take: { last: 100 } }],
    [
      { first: 5, after },
      { take: { first: 5 }, after: ids[0] },
    ],
    [
      { last: 5, before },
      { take: { last: 5 }, before: ids[1] },
    ],
    [
      { after, before },
      { take: { first: 20 }, after: ids[0], before: ids[1] },
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
    ['after', { after: ids[0] }],
    ['before', { before: Buffer.from('recording:').toString('base64url') }],
    ['before', { before: Buffer.from(`orphan:${ids[0]!}`).toString('base64url') }],
  ])('is refused by %s: %j', (name, given) => {
    expect.assertions(2);
    try {
      windowOf(given, NEWEST_FIRST);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidInput);
      expect((error as InvalidInput).faults.map(({ path }) => path)).toEqual([[name]]);
    }
  });
});

describe('a connection', () => {
  const rows = ids.map((id) => ({ id }) as RecordingRow);

  it('has the rows as nodes, each with its place', () => {
    const connection = connectionOf({ rows, hasNext: true, hasPrevious: false }, ({ id }) => id);
    expect(connection.nodes).toEqual(ids);
    expect(connection.edges).toEqual(ids.map((id) => ({ cursor: cursorOf({ id }), node: id })));
    expect(connection.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: cursorOf(rows[0]!),
      endCursor: cursorOf(rows[2]!),
    });
  });

  it('makes every node once', () => {
    let made = 0;
    connectionOf({ rows, hasNext: false, hasPrevious: true }, () => (made += 1));
    expect(made).toBe(rows.length);
  });

  it('of nothing has no cursors', () => {
    const { pageInfo } = connectionOf({ rows: [], hasNext: false, hasPrevious: true }, () => null);
    expect(pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null });
  });
});
