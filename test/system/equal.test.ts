import { expect, it } from 'vitest';
import type { BookedTask } from '../../src/emulation/control.ts';
import type { CallbackFaultScript } from '../../src/emulation/callbacks.faults.ts';
import type { RecordingRow } from '../../src/ledger/rows.ts';
import { isFinal } from '../../src/recordings/life.ts';
import { APP, BIZ } from '../recordings/starts.ts';
import { MINUTE, SECOND, World } from '../recordings/world.ts';
import { receive, type Receiving } from '../callbacks/receiving.ts';

const PRODUCTS = ['TIW', 'GME', 'TRTC_ROOM', 'TRTC_WEB', 'RONGCLOUD'] as const;
/** Recordings of each product that run at the same time: fewer than any vendor allows. */
const WAVE = 80;
/** Vendors take 20 calls of an action in a second. */
const PER_SECOND = 20;
const MANY = 1_000_000;

const ABUSE: readonly CallbackFaultScript[] = [
  { kind: 'shuffled', times: MANY, seed: 3 },
  { kind: 'duplicate', times: MANY, probability: 0.4, copies: 2, seed: 5 },
];

/** What is compared of a recording in the end. */
interface Ending {
  readonly state: string;
  readonly cause: string | null;
  readonly files: readonly string[];
}

/** Recordings of every product; every other one is stopped, the others end with their rooms. */
class Lessons {
  readonly #ids = new Map<string, string>();

  constructor(
    readonly world: World,
    private readonly receiving: Receiving,
  ) {}

  /** Runs a wave of recordings from their start until the last one has ended. */
  async run(numbers: readonly number[]): Promise<void> {
    const each = async (work: (product: (typeof PRODUCTS)[number], number: number) => Promise<void>) => {
      for (let from = 0; from < numbers.length; from += PER_SECOND) {
        const some = numbers.slice(from, from + PER_SECOND);
        await Promise.all(PRODUCTS.flatMap((product) => some.map((number) => work(product, number))));
        this.world.advance(SECOND);
      }
    };
    await each((product, number) => this.#enter(product, number));
    await each((product, number) => this.#start(product, number));
    await this.#pass(10 * SECOND, 3);
    await each((product, number) => this.#end(product, number));
    await this.#pass(100 * SECOND, 6); // much happens in one step, and is told in any order
  }

  /** Time goes on in steps; callbacks come, and what is due is done. */
  async #pass(step: number, steps: number): Promise<void> {
    for (let done = 0; done < steps; done += 1) {
      this.world.advance(step);
      await this.receiving.settle();
      for (const product of PRODUCTS) {
        while ((await this.world.reconciler.runDue(product)) > 0) this.world.advance(SECOND); // 20 calls in a second
      }
    }
  }

  /** Until nothing is left to wait for: two hours for files of which nobody tells. */
  async finish(): Promise<void> {
    for (let hours = 0; hours < 3; hours += 1) await this.#pass(20 * MINUTE, 4);
  }

  async #enter(product: string, number: number): Promise<void> {
    const user = `user-${number}`;
    if (product === 'TIW') await this.world.room('join', { app: APP, room: 10_000 + number, user });
    if (product === 'GME') await this.world.room('join', { app: BIZ, room: `gme-${number}`, user });
    if (product === 'TRTC_ROOM') await this.world.room('join', { app: APP, room: `trtc-${number}`, user });
    if (product === 'RONGCLOUD') await this.#rongcloud(`rong-${number}/join`, { user, streams: STREAMS });
  }

  async #start(product: string, number: number): Promise<void> {
    const { recording, errors } = await this.world.start(product, placeOf(product, number));
    expect(errors).toEqual([]);
    this.#ids.set(`${product} ${number}`, recording!.id);
  }

  async #end(product: string, number: number): Promise<void> {
    const id = this.#ids.get(`${product} ${number}`)!;
    if (number % 2 === 0 || product === 'TRTC_WEB' || product === 'GME') {
      expect((await this.world.run('stopRecording', { id })).errors).toEqual([]);
    } else if (product === 'RONGCLOUD') await this.#rongcloud(`rong-${number}/end`, {});
    else if (product === 'TIW') await this.world.room('end', { app: APP, room: 10_000 + number });
    else await this.world.room('end', { app: APP, room: `trtc-${number}` });
  }

  async #rongcloud(command: string, body: object): Promise<void> {
    const url = `${this.world.rongcloud.origin}/__control/rooms/${command}`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  }

  rows(): Promise<RecordingRow[]> {
    return this.world.ledger.findMany([...this.#ids.values()]);
  }

  /** How each recording ended, by its name. */
  async endings(): Promise<ReadonlyMap<string, Ending>> {
    const { ledger } = this.world;
    const rows = new Map((await this.rows()).map((row) => [row.id, row]));
    const files = Map.groupBy(await ledger.filesOf([...rows.keys()]), ({ recordingId }) => recordingId);
    return new Map(
      Array.from(this.#ids, ([name, id]) => {
        const { state, cause } = rows.get(id)!;
        const told = (files.get(id) ?? []).map((file) => `${file.track} ${file.format} ${file.state}`);
        return [name, { state, cause, files: told.sort() }] as const;
      }),
    );
  }

  /** The emulators' own books. */
  async books(): Promise<BookedTask[]> {
    const origins = [this.world.tencent.origin, this.world.rongcloud.origin];
    const answers = await Promise.all(origins.map((origin) => fetch(`${origin}/__control/tasks`)));
    const books = await Promise.all(answers.map((answer) => answer.json() as Promise<{ tasks: BookedTask[] }>));
    return books.flatMap(({ tasks }) => tasks);
  }

  /** Every task of the books is one recording of the ledger, and has ended in both. */
  async expectEqualBooks(): Promise<void> {
    const [rows, books] = [await this.rows(), await this.books()];
    expect(rows.map(({ taskId }) => taskId).sort()).toEqual(books.map(({ taskId }) => taskId).sort());
    expect(rows.filter(({ state }) => !isFinal(state)).map(({ id, product, state }) => [id, product, state])).toEqual(
      [],
    );
    expect(rows.filter(({ endedAt }) => endedAt === null)).toEqual([]);
    expect(books.filter(({ endedAt }) => endedAt === null)).toEqual([]);
  }
}

const STREAMS = [{ tag: 'RongCloudRTC', mediaType: 1 }];

function placeOf(product: string, number: number): object {
  switch (product) {
    case 'TIW':
      return { roomId: 10_000 + number, autoStopTimeout: 300 };
    case 'GME':
      return { roomId: `gme-${number}` };
    case 'TRTC_ROOM':
      return { roomId: `trtc-${number}`, roomIdType: 'STRING' };
    case 'TRTC_WEB':
      return { recordUrl: `https://class.example/${number}` };
    default:
      return { roomId: `rong-${number}`, sessionId: undefined };
  }
}

async function lessons(faults: readonly CallbackFaultScript[]): Promise<Lessons> {
  const world = await World.open();
  const receiving = await receive(world);
  receiving.callBack();
  for (const { callbacks } of [world.tencent, world.rongcloud]) callbacks.faults.add(faults);
  return new Lessons(world, receiving);
}

function numbers(count: number, from = 0): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}

it('with every callback lost, the ledger ends equal to the books of the vendors', { timeout: 300_000 }, async () => {
  const all = await lessons([{ kind: 'lost', times: MANY }]);
  await all.run(numbers(20));
  await all.finish();
  await all.expectEqualBooks();
  expect(await all.world.ledger.callbacks.counts()).toEqual([]);
  console.log(`${(await all.rows()).length} recordings, every callback lost: equal to the books`);
});

it('with callbacks shuffled and doubled, 2,000 recordings end as in order', { timeout: 900_000 }, async () => {
  const calm = await lessons([]);
  await calm.run(numbers(2));
  await calm.finish();
  const expected = await calm.endings();

  const wild = await lessons(ABUSE);
  for (let wave = 0; wave < 5; wave += 1) await wild.run(numbers(WAVE, wave * WAVE));
  await wild.finish();
  await wild.expectEqualBooks();
  const endings = await wild.endings();
  expect(endings.size).toBe(2000);
  const different = [...endings].filter(([name, ending]) => {
    const [product, number] = name.split(' ') as [string, string];
    return JSON.stringify(ending) !== JSON.stringify(expected.get(`${product} ${Number(number) % 2}`));
  });
  expect(different.slice(0, 5)).toEqual([]);
  expect(different).toHaveLength(0);
  console.log(`${endings.size} recordings with callbacks shuffled and doubled: equal to those in order`);
});
