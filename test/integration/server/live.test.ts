import { describe, expect, it, vi } from 'vitest';
import { cursorOf, START } from '../../../src/events/cursor.ts';
import { RecordingState } from '../../../src/domain/recording.ts';
import { errorsOf, json, post } from '../../shared/running-server.ts';
import { file } from '../../shared/ledger/sample.ts';
import { STORES } from '../../shared/both-stores.ts';
import { SQLITE } from '../../shared/stores.ts';
import { begin, cursorBehind, overEvents, overWebSocket, serverOver, Subscriber, turn } from './live-harness.ts';

const CHANGED = `subscription ($after: String, $filter: RecordingChangeFilterInput) {
  recordingChanged(after: $after, filter: $filter) {
    seq cursor epoch number kind fileName from to cause evidence
    recording { id state files { nodes { name state } } }
  }
}`;
const CHANGES = `subscription ($after: String, $filter: RecordingChangeFilterInput) {
  recordingChanges(after: $after, filter: $filter) { seq cursor recording { id } }
}`;

type Connect = (server: { readonly origin: string }) => ReturnType<typeof overWebSocket>;

const WAYS: readonly (readonly [string, Connect])[] = [
  ['graphql-ws', overWebSocket],
  ['graphql-sse, distinct connections', (server) => overEvents(server, false) as ReturnType<Connect>],
  ['graphql-sse, single connection', (server) => overEvents(server, true) as ReturnType<Connect>],
];

interface Changed {
  readonly recordingChanged: {
    readonly seq: string;
    readonly kind: string;
    readonly recording: {
      readonly id: string;
      readonly state: string;
      readonly files: { readonly nodes: readonly object[] };
    };
  };
}

describe.each(WAYS)('over %s the official client', (_name, connect) => {
  it('learns of every change as it comes', async () => {
    const { ledger } = await SQLITE.open();
    const client = connect(await serverOver(ledger));
    const [id] = await begin(ledger, 1);
    const answers = client.iterate<Changed>({ query: CHANGED, variables: { after: START } });
    const next = async () => ((await answers.next()).value as { data: Changed }).data.recordingChanged;
    expect(await next()).toMatchObject({ seq: '1', number: 1, kind: 'STATE', from: null, to: 'RECORDING' });

    await ledger.update(id!, () => ({ at: 5, files: [file('a.mp4')] }));
    const withFile = { id, state: 'RECORDING', files: { nodes: [{ name: 'a.mp4', state: 'RECORDING' }] } };
    expect(await next()).toMatchObject({ seq: '2', kind: 'FILE', fileName: 'a.mp4', recording: withFile });

    const files = [file('a.mp4', { state: 'READY' })];
    await ledger.update(id!, () => ({ at: 6, files, set: { state: RecordingState.COMPLETE } }));
    const ready = { id, state: 'COMPLETE', files: { nodes: [{ name: 'a.mp4', state: 'READY' }] } };
    expect(await next()).toMatchObject({ seq: '3', kind: 'FILE', to: 'RECORDING', recording: ready });
    expect(await next()).toMatchObject({
      seq: '4',
      kind: 'STATE',
      from: 'RECORDING',
      to: 'COMPLETE',
      recording: ready,
    });
    await answers.return?.();
  });

  it('can ask for other things, too', async () => {
    const { ledger } = await SQLITE.open();
    const answers = connect(await serverOver(ledger)).iterate({ query: '{ vendors { name } }' });
    expect((await answers.next()).value).toMatchObject({ data: { vendors: [{}, {}] } });
    expect((await answers.next()).done).toBe(true);
  });

  it('learns why a subscription is refused', async () => {
    const { ledger } = await SQLITE.open();
    const answers = connect(await serverOver(ledger)).iterate({ query: CHANGED, variables: { after: 'nonsense' } });
    const told = await answers.next().then(
      ({ value }) => value as unknown, // as a result, where the stream is open by then
      (error: unknown) => error,
    );
    expect(JSON.stringify(told instanceof Error ? { message: told.message } : told)).toMatch(
      /after must be the cursor|400/,
    );
  });
});

describe.each(STORES)('a subscription over $name', ({ open }) => {
  it('begins with what comes from then on, or behind a cursor', async () => {
    const { ledger } = await open();
    const server = await serverOver(ledger);
    const ids = await begin(ledger, 5);
    const all = await Subscriber.open(server, CHANGED, { after: START });
    await all.saw(5);
    const some = await Subscriber.open(server, CHANGED, { after: await cursorBehind(ledger, 3) });
    await some.saw(2);
    const none = await Subscriber.open(server, CHANGED);
    let last = 5;
    // It begins once the server has asked the ledger where the changes stand; nobody is told when that is.
    while (none.seen.length === 0) {
      await turn(ledger, ids[0]!);
      last += 1;
      await all.saw(last);
    }
    await expect.poll(() => none.seen.at(-1)).toBe(last);
    await some.saw(last - 3);
    const from = (first: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
    expect(all.seen).toEqual(from(1));
    expect(some.seen).toEqual(from(4));
    expect(none.seen[0]).toBeGreaterThan(5);
    expect(none.seen).toEqual(from(none.seen[0]!));
  });

  it('gives changes in batches to those who want them so', async () => {
    const { ledger } = await open();
    const server = await serverOver(ledger);
    await begin(ledger, 700);
    const batches = await Subscriber.open(server, CHANGES, { after: START });
    let messages = 0;
    batches.socket.on('message', () => (messages += 1));
    await batches.saw(700);
    expect(batches.seen).toEqual(Array.from({ length: 700 }, (_, index) => index + 1));
    expect(messages).toBeLessThan(10);
  });

  it('leaves out what does not fit its filter', async () => {
    const { ledger } = await open();
    const server = await serverOver(ledger);
    const [first, second] = await begin(ledger, 2);
    const of = (filter: object) => Subscriber.open(server, CHANGED, { after: START, filter });
    const one = await of({ recordingIds: [second] });
    const paused = await of({ states: ['PAUSED'] });
    const files = await of({ kinds: ['FILE'], product: 'TIW' });
    await turn(ledger, first!); // 3
    await turn(ledger, second!); // 4
    await ledger.update(first!, () => ({ at: 5, files: [file('a.mp4')] })); // 5
    await Promise.all([one.saw(2), paused.saw(3), files.saw(1)]);
    expect([one.seen, paused.seen, files.seen]).toEqual([[2, 4], [3, 4, 5], [5]]);
  });
});

describe('a subscription', () => {
  it.each([
    [{ after: 'nonsense' }, /^after must be the cursor of a change/],
    [
      { after: cursorOf({ epoch: 'e', seq: 1 }).slice(0, -1) },
      /^after must be the cursor of a change.*whole and unchanged/,
    ],
    [{ after: '2' }, /^after must be the cursor of a change\. Numbers are not taken any more/],
    [{ after: 2 }, /^after must be a cursor.*Numbers of changes .* are no longer accepted/],
    [{ filter: { recordingIds: ['rec 1'] } }, /must be the id of a recording/],
    [{ filter: { label: { name: 'no spaces' } } }, /letters/],
  ])('is refused with bad arguments: %j', async (variables, words) => {
    const { ledger } = await SQLITE.open();
    const client = overWebSocket(await serverOver(ledger));
    await begin(ledger, 2);
    const [error] = await new Promise<readonly { message: string; extensions: object }[]>((resolve) => {
      client.subscribe(
        { query: CHANGED, variables },
        { next: () => undefined, complete: () => undefined, error: (errors) => resolve(errors as never) },
      );
    });
    expect(error).toMatchObject({
      message: expect.stringMatching(words) as string,
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it.each([
    ['subscription ($after: Int64) { recordingChanged(after: $after) { seq } }', { after: '0' }],
    ['subscription { recordingChanged(after: 0) { seq } }', {}],
  ])('says what after takes to a client that still counts: %s', async (query, variables) => {
    const { ledger } = await SQLITE.open();
    const client = overWebSocket(await serverOver(ledger));
    const errors = await new Promise<readonly { message: string }[]>((resolve) => {
      client.subscribe(
        { query, variables },
        { next: () => undefined, complete: () => undefined, error: (told) => resolve(told as never) },
      );
    });
    expect(errors.map(({ message }) => message).join('\n')).toMatch(
      /after must be a cursor, such as RecordingChange\.cursor/,
    );
  });

  it('behind a change that the ledger does not have learns where to go on', async () => {
    const { ledger } = await SQLITE.open();
    const client = overWebSocket(await serverOver(ledger));
    await begin(ledger, 2);
    const { current } = await ledger.epochs();
    const [last, beyond] = [2, 3].map((seq) => cursorOf({ epoch: current.id, seq }));
    for (const [after, cursor] of [
      [beyond!, last],
      [cursorOf({ epoch: 'other', seq: 1 }), START],
    ]) {
      const [error] = await new Promise<readonly { extensions: object }[]>((resolve) => {
        client.subscribe(
          { query: CHANGED, variables: { after } },
          { next: () => undefined, complete: () => undefined, error: (errors) => resolve(errors as never) },
        );
      });
      expect(error!.extensions).toEqual({ code: 'EPOCH_CHANGED', retryable: false, argumentPath: ['after'], cursor });
    }
  });

  it('is refused over plain HTTP, in words that name the two ways', async () => {
    const { ledger } = await SQLITE.open();
    const server = await serverOver(ledger);
    for (let time = 0; time < 4; time += 1) {
      const answer = await post(server, { query: 'subscription { recordingChanged { seq } }' });
      expect(answer.status).toBe(400);
      expect(errorsOf(answer)[0]!.message).toMatch(/WebSocket.*\/graphql.*\/graphql\/stream/);
    }
  });

  it('does not keep the server from stopping', async () => {
    const { ledger } = await SQLITE.open();
    const server = await serverOver(ledger);
    const subscriber = await Subscriber.open(server, CHANGED);
    await subscriber.arrived();
    const stream = await fetch(`${server.origin}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: CHANGED }),
    });
    const closed = new Promise((resolve) => subscriber.socket.once('close', resolve));
    await server.stop();
    expect(await closed).toBe(1001);
    expect(await stream.text()).toBe(':\n\nid: start\n\n');
  });
});

describe('changes of a recording', () => {
  it('lead back to it, to its plain values', async () => {
    const { ledger } = await SQLITE.open();
    const server = await serverOver(ledger);
    const [id] = await begin(ledger, 1);
    const ask = (fields: string, fragments = '') =>
      post(server, {
        query: `query ($id: ID!) { recording(id: $id) { changes { nodes { recording { ${fields} } } } } } ${fragments}`,
        variables: { id },
      });
    expect(json(await ask('id state availableActions'))).toMatchObject({
      data: { recording: { changes: { nodes: [{ recording: { id, state: 'RECORDING' } }] } } },
    });
    const tooDeep = [
      await ask('changes { nodes { number } }'),
      await ask('... on Recording { files { nodes { name } } }'),
      await ask('...F', 'fragment F on Recording { ...G } fragment G on Node { ... on Recording { labels { name } } }'),
    ];
    for (const answer of tooDeep) expect(errorsOf(answer)[0]!.message).toMatch(/below another Recording/);
  });

  it('lead back to it without another look into the ledger', async () => {
    const { ledger } = await SQLITE.open();
    const server = await serverOver(ledger);
    await begin(ledger, 20);
    const reads = (['page', 'changesOf', 'filesPage', 'find'] as const).map((name) => vi.spyOn(ledger, name));
    const query =
      '{ recordings(first: 20) { nodes { id files { nodes { name } } changes(first: 9) { nodes { seq recording { id } } } } } }';
    const { data } = json<{ data: { recordings: { nodes: readonly Node[] } } }>(await post(server, { query }));
    for (const { id, changes } of data.recordings.nodes)
      expect(changes.nodes.map(({ recording }) => recording)).toEqual([{ id }]);
    expect(reads.map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1, 0]);
  });
});

interface Node {
  readonly id: string;
  readonly changes: { readonly nodes: readonly { readonly recording: object }[] };
}
