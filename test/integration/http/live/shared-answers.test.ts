import { describe, expect, it } from 'vitest';
import { startLiveServer, type LiveServer } from './live-server.ts';
import { RawSocket } from './raw-socket.ts';

const TICKS = 'subscription { ticks { number } }';

/** Sockets with one subscription each, once all have begun. */
async function subscribers(
  server: LiveServer,
  asked: readonly (readonly [query: string, variables?: object])[],
): Promise<RawSocket[]> {
  const sockets: RawSocket[] = [];
  for (const [index, [query, variables]] of asked.entries()) {
    const raw = await RawSocket.ready(server);
    raw.subscribe('1', query, { variables });
    await server.tap(index);
    sockets.push(raw);
  }
  return sockets;
}

const tell = (server: LiveServer, event: object): void => {
  for (const tap of server.taps) tap.push(event);
};
const answers = (sockets: readonly RawSocket[]) =>
  Promise.all(sockets.map(async (raw) => ((await raw.next()).payload as { data: { ticks: object } }).data.ticks));

describe('an event', () => {
  it('is executed once for all who ask the same of it', async () => {
    const server = await startLiveServer();
    const sockets = await subscribers(
      server,
      Array.from({ length: 20 }, () => [TICKS] as const),
    );
    tell(server, { number: 1 });
    expect(await answers(sockets)).toEqual(Array.from({ length: 20 }, () => ({ number: 1 })));
    expect(server.reads()).toBe(1);
    tell(server, { number: 2 });
    expect(await answers(sockets)).toEqual(Array.from({ length: 20 }, () => ({ number: 2 })));
    expect(server.reads()).toBe(2);
  });

  it('is executed once also where they began at different places', async () => {
    const server = await startLiveServer();
    const query = 'subscription ($from: Int) { ticks(from: $from) { number } }';
    const sockets = await subscribers(server, [[query, { from: 1 }], [query, { from: 2 }], [query]]);
    tell(server, { number: 1 });
    expect(await answers(sockets)).toEqual([{ number: 1 }, { number: 1 }, { number: 1 }]);
    expect(server.reads()).toBe(1);
  });

  it('is executed once also for those who are a whole batch behind', async () => {
    const server = await startLiveServer();
    const [quick, slow] = await subscribers(server, [[TICKS], [TICKS]]);
    const events = Array.from({ length: 500 }, (_, number) => ({ number }));
    for (const [index, raw] of [quick!, slow!].entries()) {
      server.taps[index]!.push(...events);
      for (const event of events) expect(await answers([raw])).toEqual([event]);
    }
    expect(server.reads()).toBe(500);
  });

  it('that is a batch counts as many: the answers to four of 500 are kept, and not to five', async () => {
    const server = await startLiveServer();
    const sockets = await subscribers(server, [[TICKS], [TICKS]]);
    const read = async (batches: readonly object[]) => {
      const before = server.reads();
      for (const [index, raw] of sockets.entries()) {
        server.taps[index]!.push(...batches);
        for (const _batch of batches) await raw.next();
      }
      return server.reads() - before;
    };
    const batch = (_: unknown, number: number) => Object.assign(new Array(500).fill(0), { number });
    expect(await read(Array.from({ length: 4 }, batch))).toBe(4);
    expect(await read(Array.from({ length: 5 }, batch))).toBe(10);
  });

  it('is sent to each subscriber as requested: by document, by operation, and by variables', async () => {
    const server = await startLiveServer();
    const shown =
      'subscription ($by: String, $all: Boolean = true) { ticks { shown(by: $by) number @include(if: $all) } }';
    const two = 'subscription A { ticks { number } } subscription B { ticks { again: number } }';
    const sockets = await subscribers(server, [
      ['subscription { ticks { number text } }'],
      [shown, { by: 'Ann' }],
      [shown, { by: 'Bob' }],
      [shown, { by: 'Bob', all: false }],
      [shown, { by: null }],
      [shown],
    ]);
    for (const operationName of ['A', 'B']) {
      const raw = await RawSocket.ready(server);
      raw.subscribe('1', two, { operationName });
      await server.tap(sockets.length);
      sockets.push(raw);
    }
    tell(server, { number: 1, text: 'one' });
    expect(await answers(sockets)).toEqual([
      { number: 1, text: 'one' },
      { shown: 'Ann', number: 1 },
      { shown: 'Bob', number: 1 },
      { shown: 'Bob' },
      { shown: 'nobody', number: 1 },
      { shown: 'nobody', number: 1 },
      { number: 1 },
      { again: 1 },
    ]);
  });

  it('that fails in a field is reported with a safe message, and logged once', async () => {
    const server = await startLiveServer();
    const sockets = await subscribers(
      server,
      Array.from({ length: 5 }, () => ['subscription { ticks { secret } }'] as const),
    );
    tell(server, {});
    for (const raw of sockets) {
      const message = await raw.next();
      expect(message).toMatchObject({
        type: 'next',
        payload: { data: { ticks: { secret: null } }, errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }] },
      });
      expect(JSON.stringify(message)).not.toContain('swordfish');
    }
    expect(server.faults).toHaveLength(1);
  });
});

describe('limits', () => {
  it.each([
    ['tokens', `subscription { ticks { ${'number '.repeat(5000)} } }`],
    ['aliases', `subscription { ticks { ${Array.from({ length: 51 }, (_, i) => `a${i}: number`).join(' ')} } }`],
    ['directives', `subscription { ticks { ${'number @include(if: true) '.repeat(51)} } }`],
    ['operations on one root', 'subscription { ticks { number } more: ticks { number } }'],
  ])('hold as over HTTP: %s', async (_what, query) => {
    const raw = await RawSocket.ready(await startLiveServer());
    raw.subscribe('1', query);
    expect(await raw.next()).toMatchObject({ type: 'error', id: '1' });
  });

  it('are reported without the values that were sent, and without suggestions in production', async () => {
    const raw = await RawSocket.ready(await startLiveServer({ production: true }));
    raw.subscribe('1', 'subscription ($x: Int) { ticks(from: $x) { number } }', { variables: { x: 'swordfish' } });
    const unfit = await raw.next();
    expect(unfit).toMatchObject({
      payload: [{ message: 'from must be a whole number from -2147483648 to 2147483647; received a string' }],
    });
    raw.subscribe('2', 'subscription { ticks { numbers } }');
    expect(await raw.next()).toMatchObject({ payload: [{ message: 'There is no field "numbers" here.' }] });
  });
});
