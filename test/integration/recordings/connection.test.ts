import { describe, expect, it } from 'vitest';
import type { NewRecording } from '../../../src/ledger/contract/entities.ts';
import { newRecordingId } from '../../../src/domain/recording-id.ts';
import { RecordingState } from '../../../src/domain/recording.ts';
import { file, recording } from '../../shared/ledger/sample.ts';
import { errorsOf, GME_INPUT, json, post, startTestServer } from '../../shared/running-server.ts';
import { STORES } from '../../shared/both-stores.ts';
import { SQLITE } from '../../shared/stores.ts';
import { RECORDING } from './documents.ts';
import { NOW, SECOND, RecordingHarness, type Seen } from './harness.ts';
import { countStatements } from '../../shared/statements.ts';

const LIST = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: RecordingFilterInput, $orderBy: RecordingOrder) {
  it: recordings(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    edges { cursor node { id } }
    nodes { ${RECORDING} }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

interface Connection {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly nodes: readonly Seen[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** The id of a recording that was made so many seconds after the first. */
function idOf(number: number): string {
  return newRecordingId(NOW + number * SECOND, new Uint8Array(12).fill(number));
}

function made(number: number): NewRecording {
  return recording(number, {
    id: idOf(number),
    createdAt: NOW + number * SECOND,
    product: number % 2 === 0 ? 'TIW' : 'GME',
    room: `room-${number % 3}`,
    account: `account-${number % 4}`,
    state: number % 5 === 0 ? RecordingState.COMPLETE : RecordingState.RECORDING,
    endedAt: number % 5 === 0 ? NOW + number * SECOND : null,
    labels: {
      ...(number % 2 === 0 && { class: `c${number % 4}` }),
      ...(number === 6 && { note: 'STRASSE, Straße École' }),
    },
  });
}

const at = (seconds: number): string => new Date(NOW + seconds * SECOND).toISOString();

/** A server with so many recordings in its ledger. */
async function filled(count: number, open = SQLITE.open) {
  const house = await RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });
  for (let number = 0; number < count; number++) await house.ledger.insert(made(number));
  return { house, list: (variables: object = {}) => house.ask<Connection>(LIST, variables) };
}

const numbersOf = ({ nodes }: Connection): number[] =>
  nodes.map(({ id }) => Array.from({ length: 200 }, (_, number) => number).findIndex((number) => idOf(number) === id));

describe.each(STORES)('recordings, with the ledger on $name', ({ open }) => {
  it('are a page of the newest when nothing is said', async () => {
    const { list } = await filled(25, open);
    const page = await list();
    expect(numbersOf(page)).toEqual(Array.from({ length: 20 }, (_, place) => 24 - place));
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(page.edges.map(({ node }) => node.id)).toEqual(page.nodes.map(({ id }) => id));
    expect(page.pageInfo.startCursor).toBe(page.edges[0]!.cursor);
    expect(page.pageInfo.endCursor).toBe(page.edges.at(-1)!.cursor);
  });

  it.each(['NEWEST_FIRST', 'OLDEST_FIRST'])('can be walked from either side: %s', async (orderBy) => {
    const { list } = await filled(7, open);
    const all = [0, 1, 2, 3, 4, 5, 6];
    const inOrder = orderBy === 'OLDEST_FIRST' ? all : all.reverse();
    const forward: number[] = [];
    let after: string | null = null;
    do {
      const page: Connection = await list({ first: 3, after, orderBy });
      forward.push(...numbersOf(page));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(forward).toEqual(inOrder);
    const backward: number[] = [];
    let before: string | null = null;
    do {
      const page: Connection = await list({ last: 3, before, orderBy });
      backward.unshift(...numbersOf(page));
      before = page.pageInfo.hasPreviousPage ? page.pageInfo.startCursor : null;
    } while (before !== null);
    expect(backward).toEqual(inOrder);
  });

  it.each<[filter: object, passes: (number: number) => boolean]>([
    [{ product: 'TIW' }, (number) => number % 2 === 0],
    [{ states: ['COMPLETE'] }, (number) => number % 5 === 0],
    [{ states: ['COMPLETE', 'RECORDING'], room: 'room-1' }, (number) => number % 3 === 1],
    [{ account: 'account-3' }, (number) => number % 4 === 3],
    [{ label: { name: 'class' } }, (number) => number % 2 === 0],
    [{ label: { name: 'class', value: 'c2' } }, (number) => number % 4 === 2],
    [{ products: ['TIW', 'GME'], states: ['COMPLETE'] }, (number) => number % 5 === 0],
    [{ products: ['GME', 'TRTC_WEB'] }, (number) => number % 2 === 1],
    [{ product: 'TIW', products: ['GME'] }, () => false],
    [{ labels: [{ name: 'class', value: 'c2' }, { name: 'note' }] }, (number) => number === 6],
    [{ label: { name: 'note' }, labels: [{ name: 'class' }] }, (number) => number === 6],
    [{ endedFrom: at(3), endedTo: at(8) }, (number) => number === 5],
    [{ text: 'OOM-1' }, (number) => number % 3 === 1],
    [{ text: 'straße ÉCOLE' }, (number) => number === 6],
    [{ text: 'ＮＯＴＥ' }, (number) => number === 6],
    [{ text: '%' }, () => false],
    [{ text: 'ecole' }, () => false],
    [{ createdFrom: new Date(NOW + 4 * SECOND).toISOString() }, (number) => number >= 4],
    [{ createdTo: new Date(NOW + 4 * SECOND).toISOString() }, (number) => number < 4],
    [{ product: 'GME', label: { name: 'class' } }, () => false],
  ])('are filtered: %j', async (filter, passes) => {
    const { list } = await filled(12, open);
    const expected = Array.from({ length: 12 }, (_, number) => number).filter(passes);
    expect(numbersOf(await list({ filter, orderBy: 'OLDEST_FIRST' }))).toEqual(expected);
  });

  it.each(['product', 'products', 'states', 'room', 'account', 'label', 'labels', 'createdFrom', 'endedTo', 'text'])(
    'are not filtered where the filter is null for %s',
    async (name) => {
      const { list } = await filled(3, open);
      expect(numbersOf(await list({ filter: { [name]: null } }))).toEqual([2, 1, 0]);
    },
  );

  it('are filtered by the name of a label alone when its value is null', async () => {
    const { list } = await filled(4, open);
    expect(numbersOf(await list({ filter: { label: { name: 'class', value: null } } }))).toEqual([2, 0]);
  });

  it.each([{ products: [] }, { states: [] }, { room: '' }, { account: '' }, { labels: [] }, { text: '' }])(
    'are not filtered where a condition asks for nothing: %j',
    async (filter) => {
      const { list } = await filled(3, open);
      expect(numbersOf(await list({ filter }))).toEqual([2, 1, 0]);
      expect(numbersOf(await list({ filter: { ...filter, product: 'GME' } }))).toEqual([1]);
    },
  );

  it('are filtered by what is given beside what is null', async () => {
    const { list } = await filled(4, open);
    expect(numbersOf(await list({ filter: { product: 'GME', room: null, states: null } }))).toEqual([3, 1]);
  });

  it('are a page of the newest when all that can be said is null', async () => {
    const { list } = await filled(3, open);
    const nothing = { first: null, after: null, last: null, before: null, filter: null, orderBy: null };
    expect(await list(nothing)).toEqual(await list());
  });
});

describe('recordings', () => {
  it('are none in an empty ledger', async () => {
    const { list } = await filled(0);
    expect(await list()).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it('have opaque cursors', async () => {
    const { list } = await filled(1);
    const [edge] = (await list()).edges;
    expect(edge!.cursor).toMatch(/^[\w-]+$/);
    expect(edge!.cursor).not.toContain(edge!.node.id);
  });

  it.each([
    ['first', { first: 0 }],
    ['first', { first: 101 }],
    ['first', { first: -1 }],
    ['last', { last: 0 }],
    ['last', { last: 101 }],
    ['last', { first: 1, last: 1 }],
    ['after', { after: 'nonsense' }],
    ['after', { after: '' }],
    ['before', { before: Buffer.from('recording:rec_1').toString('base64url') }],
    ['before', { last: 1, before: Buffer.from(idOf(1)).toString('base64url') }],
    ['text', { filter: { text: 'x'.repeat(65) } }],
    ['labels', { filter: { labels: Array.from({ length: 11 }, () => ({ name: 'a' })) } }],
  ])('are refused with a bad %s: %j', async (name, variables) => {
    const server = await startTestServer();
    const [error, ...others] = errorsOf(await post(server, { query: LIST, variables }));
    expect(others).toEqual([]);
    expect(error).toMatchObject({ path: ['it'], extensions: { code: 'BAD_USER_INPUT' } });
    expect(error!.message).toContain(name);
  });

  it('are refused behind a number, in words that hold for lists', async () => {
    const server = await startTestServer();
    const [error] = errorsOf(await post(server, { query: '{ recordings(after: 5) { totalCount } }' }));
    expect(error!.message).toMatch(/^after must be a cursor.*; in lists endCursor or the cursor of an edge\./);
  });

  it('cost four statements of SQL, whatever is read of however many', async () => {
    const { house, list } = await filled(100);
    for (let number = 0; number < 100; number++) {
      await house.ledger.update(idOf(number), () => ({ at: NOW, files: [file('a.mp4'), file('b.mp4')] }));
    }
    const statements = countStatements();
    const { nodes } = await list({ first: 100 });
    expect(nodes).toHaveLength(100);
    expect(nodes.flatMap(({ files }) => files)).toHaveLength(200);
    expect(nodes.flatMap(({ changes }) => changes)).toHaveLength(300);
    expect(statements()).toBe(4); // files are read once to be told, and once to see whether they are complete
  });
});

describe('node', () => {
  it('is the recording of an id', async () => {
    const { house } = await filled(1);
    const source = 'query ($id: ID!) { it: node(id: $id) { __typename id ... on Recording { room } } }';
    expect(await house.ask(source, { id: idOf(0) })).toEqual({ __typename: 'Recording', id: idOf(0), room: 'room-0' });
  });

  it.each(['', 'nothing', idOf(9), "' or 1=1"])('is null for %j', async (id) => {
    const { house } = await filled(1);
    expect(await house.ask('query ($id: ID!) { it: node(id: $id) { id } }', { id })).toBeNull();
    expect(await house.ask('query ($id: ID!) { it: recording(id: $id) { id } }', { id })).toBeNull();
  });
});

describe.each(STORES)('orphans, with the ledger on $name', ({ open }) => {
  it('are those of every product when the product is null', async () => {
    const { house } = await filled(0, open);
    const task = { account: '1', room: null, ref: {}, surplusOf: null, startedAt: null, nextActionAt: null };
    await house.ledger.seeOrphans([{ product: 'TIW', taskId: 'task-1', lastSeenAt: NOW, ...task }]);
    const source = 'query ($product: RecordingProduct) { it: orphans(product: $product) { taskId } }';
    expect(await house.ask(source, { product: null })).toEqual([{ taskId: 'task-1' }]);
  });
});

describe('changes of a recording', () => {
  const CHANGES = `query ($id: ID!, $after: String, $first: Int) {
    it: recording(id: $id) { changes(after: $after, first: $first) { nodes { number } } }
  }`;

  it('are all of them when after and first are null', async () => {
    const { house } = await filled(1);
    const read = house.ask(CHANGES, { id: idOf(0), after: null, first: null });
    expect(await read).toEqual({ changes: [{ number: 1 }] });
  });

  it.each([-1, 0, 201, 999])('are refused where %d at a time are asked for', async (first) => {
    const server = await startTestServer();
    const started = json<{ data: { gmeStartRecord: { recording: { id: string } } } }>(
      await post(server, {
        query: 'mutation ($input: GmeStartRecordInput!) { gmeStartRecord(input: $input) { recording { id } } }',
        variables: { input: GME_INPUT },
      }),
    );
    const { id } = started.data.gmeStartRecord.recording;
    expect(errorsOf(await post(server, { query: CHANGES, variables: { id, first } }))).toMatchObject([
      {
        path: ['it', 'changes'],
        message: expect.stringContaining('first must be from 1 to 200') as string,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it('can be read from a cursor on, so many at a time', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('TIW');
    await house.run('stopRecording', { id });
    await house.live(id);
    const read = (given: string): Promise<{ changes: { number: number; cursor: string }[] }> =>
      house.ask(`query ($id: ID!) { it: recording(id: $id) { changes${given} { nodes { number cursor } } } }`, { id });
    const numbers = async (given: string) => (await read(given)).changes.map(({ number }) => number);
    expect(await numbers('')).toEqual([1, 2, 3, 4, 5, 6]);
    const cursors = (await read('')).changes.map(({ cursor }) => cursor);
    const behind = (number: number, more = '') => numbers(`(after: "${cursors[number - 1]!}"${more})`);
    expect(await behind(2)).toEqual([3, 4, 5, 6]);
    expect(await behind(1, ', first: 2')).toEqual([2, 3]);
    expect(await behind(6)).toEqual([]);
    expect(await numbers('(after: "start", first: 1)')).toEqual([1]);
    const inFront = (number: number, more = '') => numbers(`(before: "${cursors[number - 1]!}"${more})`);
    expect(await numbers('(last: 2)')).toEqual([5, 6]);
    expect(await inFront(4)).toEqual([1, 2, 3]);
    expect(await inFront(4, ', last: 2')).toEqual([2, 3]);
    expect(await inFront(6, `, last: 9, after: "${cursors[1]!}"`)).toEqual([3, 4, 5]);
  });
});
