import { describe, expect, it } from 'vitest';
import { fileStore } from '../../../../src/emulation/store/store-file.ts';
import { memoryStore } from '../../../../src/emulation/store/store.ts';
import {
  APP,
  setUpCallbacks,
  LINE,
  OTHER_LINE,
  OWN_KEY,
  URL_OF_ALL,
  type CallbackSetupOptions,
} from '../../../shared/emulation/callback-setup.ts';
import { freshFile } from '../../../shared/emulation/fresh-file.ts';

const ADDRESSES = new Map([[LINE, URL_OF_ALL]]);
const TASK = { id: 'a', events: { begin: 10, end: 20 }, endsAt: 20 };

/** Sets up callbacks that go to one address. */
function setUp(options: CallbackSetupOptions = {}) {
  const harness = setUpCallbacks(options);
  harness.sender.settings.setOwn(ADDRESSES);
  return { ...harness, events: () => harness.posted.map(({ event }) => event) };
}

describe('a callback', () => {
  it('leaves when its time has come, and not before', async () => {
    const { advance, events } = setUp({ tasks: [TASK] });
    advance(9);
    expect(events()).toEqual([]);
    advance(1);
    await expect.poll(events).toEqual(['a begin']);
    advance(10);
    await expect.poll(events).toEqual(['a begin', 'a end']);
  });

  it('leaves once, however many scans follow', async () => {
    const { advance, events, outcomes } = setUp({ tasks: [TASK] });
    for (let look = 0; look < 50; look += 1) advance(1);
    await expect.poll(outcomes).toEqual(['received', 'received']);
    expect(events()).toEqual(['a begin', 'a end']);
  });

  it('leaves in the order of its task also where the clock was moved beyond all', async () => {
    const { advance, events } = setUp({ tasks: [{ id: 'a', events: { third: 3, first: 1, second: 2 } }] });
    advance(1000);
    await expect.poll(events).toEqual(['a first', 'a second', 'a third']);
  });

  it('is signed with the key of its line, and goes to its address', async () => {
    const { advance, posted } = setUp({ tasks: [TASK] });
    advance(10);
    await expect.poll(() => posted).toEqual([{ url: URL_OF_ALL, event: 'a begin', key: OWN_KEY }]);
  });

  it('never leaves where there is no address', () => {
    const { advance, posted, sender } = setUpCallbacks({ tasks: [TASK] });
    advance(1000);
    expect(posted).toEqual([]);
    expect(sender.sent).toEqual([]);
  });

  it('never leaves for what happened before there was an address', async () => {
    const { advance, events, sender } = setUp({ tasks: [{ ...TASK, line: OTHER_LINE }] });
    advance(15);
    sender.settings.set([{ line: OTHER_LINE, url: URL_OF_ALL }]);
    advance(15);
    await expect.poll(events).toEqual(['a end']);
  });

  it('is listed without its body and its key', async () => {
    const { advance, sender } = setUp({ tasks: [TASK] });
    advance(10);
    await expect
      .poll(() => sender.sent)
      .toEqual([
        {
          line: LINE,
          app: APP,
          taskId: 'a',
          type: 'begin',
          kind: 'own',
          at: 10,
          attempts: 1,
          status: 200,
          outcome: 'received',
        },
      ]);
  });
});

describe('a callback that is not taken', () => {
  const retries = { timeoutMs: 1000, waitsMs: [0, 10, 10] };

  it.each<[string, () => Promise<number>]>([
    ['with another status', () => Promise.resolve(503)],
    ['with 204', () => Promise.resolve(204)],
    ['by a connection that breaks', () => Promise.reject(new Error('cut off'))],
  ])('%s is sent again after the waits of its line, and is then given up', async (_, answer) => {
    const { advance, events, outcomes, sender } = setUp({ tasks: [TASK], retries, answer });
    advance(10);
    await expect.poll(() => sender.sent[0]?.attempts).toBe(2);
    advance(9);
    expect(events()).toHaveLength(2);
    advance(1);
    await expect.poll(() => sender.sent[0]?.attempts).toBe(3);
    advance(10);
    await expect.poll(outcomes).toContain('given-up');
    expect(events().filter((event) => event === 'a begin')).toHaveLength(4);
  });

  it('in time is cut off and sent again', async () => {
    let isFirst = true;
    const answer = (_url: string, _headers: object, _body: string, signal: AbortSignal) => {
      if (!isFirst) return Promise.resolve(200);
      isFirst = false;
      return new Promise<number>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('too late')));
      });
    };
    const { advance, sender } = setUp({ tasks: [TASK], retries: { timeoutMs: 5, waitsMs: [0] }, answer });
    advance(10);
    await expect.poll(() => sender.sent[0]).toMatchObject({ attempts: 2, status: 200, outcome: 'received' });
  });

  it('is given up when it is too old, however many attempts are left', async () => {
    const answer = () => Promise.resolve(500);
    const old = { timeoutMs: 1000, waitsMs: [10, 10, 10, 10], forMs: 25 };
    const { advance, sender } = setUp({ tasks: [TASK], retries: old, answer });
    advance(10);
    await expect.poll(() => sender.sent[0]?.status).toBe(500);
    advance(10);
    await expect.poll(() => sender.sent[0]?.attempts).toBe(2);
    advance(10);
    await expect.poll(() => sender.sent[0]).toMatchObject({ attempts: 3, outcome: 'given-up' });
  });
});

describe('a sender that is started again on its store', () => {
  it('sends what is left, and nothing twice', async () => {
    const file = freshFile();
    const store = fileStore(file, 'test');
    const first = setUp({ tasks: [TASK], store });
    first.advance(10);
    await expect.poll(first.outcomes).toEqual(['received']);
    first.sender.close();
    store.close();
    const again = fileStore(file, 'test');
    const second = setUp({ tasks: [TASK], store: again, startAt: 30 });
    second.advance(0);
    await expect.poll(second.outcomes).toEqual(['received']);
    expect(second.events()).toEqual(['a end']);
    second.sender.close();
    again.close();
  });

  it('sends again what was not answered', async () => {
    const store = memoryStore();
    const tables = new Map<string, unknown>();
    const shared = {
      ...store,
      table: (name: string) => tables.get(name) ?? tables.set(name, store.table(name)).get(name),
    } as typeof store;
    const first = setUp({ tasks: [TASK], store: shared, answer: () => new Promise(() => undefined) });
    first.advance(10);
    await expect.poll(first.events).toEqual(['a begin']);
    first.sender.close();
    const second = setUp({ tasks: [TASK], store: shared, startAt: 10 });
    second.advance(0);
    await expect.poll(second.outcomes).toEqual(['received']);
  });

  it('has nothing left of tasks that are no longer in the store', async () => {
    const file = freshFile();
    const store = fileStore(file, 'test');
    const first = setUp({ tasks: [TASK], store });
    first.advance(30);
    await expect.poll(first.outcomes).toEqual(['received', 'received']);
    first.sender.close();
    store.close();
    const without = fileStore(file, 'test');
    setUp({ store: without }).sender.close();
    without.close();
    const end = fileStore(file, 'test');
    expect(end.table('callbacks told').entries()).toEqual([]);
    end.close();
  });
});

describe('ten thousand tasks', () => {
  const TASKS = 10_000;

  it('are asked only when they have news', () => {
    const { advance, planCount, addTask, watch } = setUp();
    for (let task = 0; task < TASKS; task += 1) addTask({ id: String(task), events: { end: 1_000_000 } });
    advance(1);
    expect(planCount()).toBe(TASKS);
    for (let look = 0; look < 100; look += 1) advance(1);
    expect(planCount()).toBe(TASKS);
    watch.touch('77');
    advance(1);
    expect(planCount()).toBe(TASKS + 1);
  });

  it('are asked no more when they are over', async () => {
    const { advance, planCount, addTask, outcomes, watch } = setUp();
    addTask({ id: 'a', events: { end: 5 }, endsAt: 5 });
    advance(5);
    await expect.poll(outcomes).toEqual(['received']);
    watch.touch('a');
    advance(1);
    expect(planCount()).toBe(1);
  });
});

it('sends nothing more after its end', async () => {
  const { advance, posted, sender } = setUp({ tasks: [TASK] });
  sender.close();
  advance(100);
  await Promise.resolve();
  expect(posted).toEqual([]);
});
