import { expect } from 'vitest';
import type { EmulatedTask } from '../../../src/emulation/control/emulated-task.ts';
import type { CallbackFaultScript } from '../../../src/emulation/callbacks/faults.ts';
import type { RecordingFile, Recording } from '../../../src/ledger/contract/entities.ts';
import { isFinal } from '../../../src/domain/state-machine.ts';
import { APP, BIZ, bucketWith } from '../recordings/starts.ts';
import { MINUTE, SECOND, RecordingHarness } from '../recordings/harness.ts';
import { receive, type Receiving } from './receiving.ts';

const PRODUCTS = ['TIW', 'GME', 'TRTC_ROOM', 'TRTC_WEB', 'RONGCLOUD'] as const;
/** Vendors take 20 calls of an action in a second. */
const PER_SECOND = 20;
export const MANY = 1_000_000;

export const UNRELIABLE: readonly CallbackFaultScript[] = [
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
export class RecordingRun {
  readonly #ids = new Map<string, string>();

  constructor(
    readonly harness: RecordingHarness,
    private readonly receiving: Receiving,
    /** Whether recordings may end before they are stopped, so that a stop is refused. */
    private readonly mayFail = false,
    /** Whether answers to starts may be lost. */
    private readonly mayLose = false,
  ) {}

  /** Runs a wave of recordings from their start until the last one has ended. */
  async run(numbers: readonly number[]): Promise<void> {
    const each = async (work: (product: (typeof PRODUCTS)[number], number: number) => Promise<void>) => {
      for (let from = 0; from < numbers.length; from += PER_SECOND) {
        const some = numbers.slice(from, from + PER_SECOND);
        await Promise.all(PRODUCTS.flatMap((product) => some.map((number) => work(product, number))));
        this.harness.advance(SECOND);
      }
    };
    await each((product, number) => this.#enter(product, number));
    await each((product, number) => this.#start(product, number));
    await this.#pass(10 * SECOND, 3);
    await each((product, number) => this.#end(product, number));
    await this.#pass(100 * SECOND, 6); // one step has many events, reported in any order
  }

  /** Time goes on in steps; callbacks come, and what is due is done. */
  async #pass(step: number, steps: number): Promise<void> {
    for (let done = 0; done < steps; done += 1) {
      this.harness.advance(step);
      await this.receiving.settle();
      for (const product of PRODUCTS) {
        while ((await this.harness.reconciler.runDue(product)) > 0) this.harness.advance(SECOND); // 20 calls in a second
      }
    }
  }

  /** Until nothing is left to wait for: two hours for files of which nobody tells. */
  async finish(): Promise<void> {
    for (let hours = 0; hours < 3; hours += 1) await this.#pass(20 * MINUTE, 4);
  }

  async #enter(product: string, number: number): Promise<void> {
    const user = `user-${number}`;
    if (product === 'TIW') await this.harness.room('join', { app: APP, room: 10_000 + number, user });
    if (product === 'GME') await this.harness.room('join', { app: BIZ, room: `gme-${number}`, user });
    if (product === 'TRTC_ROOM') await this.harness.room('join', { app: APP, room: `trtc-${number}`, user });
    if (product === 'RONGCLOUD') await this.#rongcloud(`rong-${number}/join`, { user, streams: STREAMS });
  }

  async #start(product: string, number: number): Promise<void> {
    const { recording, errors } = await this.harness.start(product, {
      ...placeOf(product, number),
      ...(this.mayFail && product === 'TRTC_ROOM' && storageOf(number)),
    });
    if (!this.mayLose) expect(errors).toEqual([]);
    this.#ids.set(`${product} ${number}`, recording!.id);
  }

  async #end(product: string, number: number): Promise<void> {
    const id = this.#ids.get(`${product} ${number}`)!;
    if (number % 2 === 0 || product === 'TRTC_WEB' || product === 'GME') {
      const { errors } = await this.harness.run('stopRecording', { id });
      if (!this.mayFail) expect(errors).toEqual([]);
    } else if (product === 'RONGCLOUD') await this.#rongcloud(`rong-${number}/end`, {});
    else if (product === 'TIW') await this.harness.room('end', { app: APP, room: 10_000 + number });
    else await this.harness.room('end', { app: APP, room: `trtc-${number}` });
  }

  async #rongcloud(command: string, body: object): Promise<void> {
    const url = `${this.harness.rongcloud.origin}/__control/rooms/${command}`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  }

  rows(): Promise<Recording[]> {
    return this.harness.ledger.findMany([...this.#ids.values()]);
  }

  /** How each recording ended, by its name. */
  async endings(): Promise<ReadonlyMap<string, Ending>> {
    const { ledger } = this.harness;
    const rows = new Map((await this.rows()).map((row) => [row.id, row]));
    const files = Map.groupBy(await ledger.filesOf([...rows.keys()]), ({ recordingId }) => recordingId);
    return new Map(
      Array.from(this.#ids, ([name, id]) => {
        const { state, cause } = rows.get(id)!;
        const states = (files.get(id) ?? []).map((file) => `${file.track} ${file.format} ${file.state}`);
        return [name, { state, cause, files: states.sort() }] as const;
      }),
    );
  }

  /** The emulators' own records. */
  async tasks(): Promise<EmulatedTask[]> {
    const origins = [this.harness.tencent.origin, this.harness.rongcloud.origin];
    const answers = await Promise.all(origins.map((origin) => fetch(`${origin}/__control/tasks`)));
    const replies = await Promise.all(answers.map((answer) => answer.json() as Promise<{ tasks: EmulatedTask[] }>));
    return replies.flatMap(({ tasks }) => tasks);
  }

  /** Every task of the store with its recording and the files that the ledger has of it. */
  async compared(): Promise<
    { readonly task: EmulatedTask; readonly row: Recording; readonly files: RecordingFile[] }[]
  > {
    const byTask = new Map((await this.rows()).map((row) => [row.taskId, row]));
    const files = Map.groupBy(
      await this.harness.ledger.filesOf([...byTask.values()].map(({ id }) => id)),
      ({ recordingId }) => recordingId,
    );
    return (await this.tasks()).map((task) => {
      const row = byTask.get(task.taskId)!;
      return { task, row, files: files.get(row.id) ?? [] };
    });
  }

  /** Every task of the store is one recording of the ledger, and has ended in both. */
  async expectEqualTasks(): Promise<void> {
    const [rows, tasks] = [await this.rows(), await this.tasks()];
    expect(rows.map(({ taskId }) => taskId).sort()).toEqual(tasks.map(({ taskId }) => taskId).sort());
    expect(rows.filter(({ state }) => !isFinal(state)).map(({ id, product, state }) => [id, product, state])).toEqual(
      [],
    );
    expect(rows.filter(({ endedAt }) => endedAt === null)).toEqual([]);
    expect(tasks.filter(({ endedAt }) => endedAt === null)).toEqual([]);
  }
}

const STREAMS = [{ tag: 'RongCloudRTC', mediaType: 1 }];

/** Every third room goes to a bucket, as hls and mp4. */
function storageOf(number: number): object {
  if (number % 3 !== 2) return {};
  const recordParams = { recordMode: 'SINGLE', streamType: 'AUDIO_AND_VIDEO', avMerge: 'MERGED', maxIdleTime: 86_400 };
  return { ...bucketWith('secret-of-the-bucket'), recordParams: { ...recordParams, outputFormat: 'HLS_AND_MP4' } };
}

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

export async function startRun(
  faults: readonly CallbackFaultScript[],
  mayFail = false,
  mayLose = false,
): Promise<RecordingRun> {
  const harness = await RecordingHarness.open();
  const receiving = await receive(harness);
  receiving.callBack();
  for (const { callbacks } of [harness.tencent, harness.rongcloud]) callbacks.faults.add(faults);
  return new RecordingRun(harness, receiving, mayFail, mayLose);
}

export function numbers(count: number, from = 0): number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}
