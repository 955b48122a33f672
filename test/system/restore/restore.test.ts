import { expect, it, onTestFinished } from 'vitest';
import { EpochChanged } from '../../../src/events/resume.ts';
import { resume } from '../../../src/events/resume.ts';
import type { Ledger } from '../../../src/ledger/contract/ledger.ts';
import { receive } from '../../integration/callbacks/receiving.ts';
import { MINUTE, SECOND, RecordingHarness } from '../../integration/recordings/harness.ts';
import { KINDS, type Place } from './kinds.ts';
import { ReceivedChanges } from './received.ts';

/** Starts after the backup, as in the report: 10 of these were doubled. */
const LOST = 23;
const PRODUCTS = ['TRTC_WEB', 'TRTC_ROOM'] as const;

/** A server over a ledger that is backed up and restored. */
class Scene {
  readonly received = new ReceivedChanges();

  private constructor(
    readonly harness: RecordingHarness,
    readonly place: Place,
  ) {}

  static async open(place: Place): Promise<Scene> {
    const harness = await RecordingHarness.open({ ledger: (now) => place.open(now) });
    onTestFinished(() => harness.ledger.close());
    return new Scene(harness, place);
  }

  get ledger(): Ledger {
    return this.harness.ledger;
  }

  /** Sends the start with a number: the same start for the same number. */
  start(number: number, isKeyed = true): ReturnType<RecordingHarness['start']> {
    this.harness.advance(SECOND / 10); // the vendors take 20 calls a second
    const product = PRODUCTS[number % PRODUCTS.length]!;
    const where =
      product === 'TRTC_WEB' ? { recordUrl: `https://class.example/${number}` } : { roomId: String(1000 + number) };
    return this.harness.start(product, { ...where, ...(isKeyed && { idempotencyKey: `key-${number}` }) });
  }

  async starts(from: number, to: number, isKeyed = true): Promise<void> {
    for (let number = from; number < to; number++) {
      const { errors } = await this.start(number, isKeyed);
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
    }
  }

  tell(): Promise<void> {
    return this.received.receive(this.ledger, this.harness.now);
  }

  async backUp(): Promise<void> {
    await this.harness.restart(await this.place.backUp(this.ledger, this.harness.now));
  }

  /** Servers check the epoch every second: before and after the restore. */
  async restore(): Promise<void> {
    await this.ledger.epochs();
    await this.harness.restart(await this.place.restore(this.ledger, this.harness.now));
    await this.ledger.epochs();
  }

  /** Returns the number of running tasks in addition to the first task of each robot and each page. */
  async doubled(): Promise<number> {
    const running = (await this.harness.running()).map(({ taskId }) => taskId);
    const known = await Promise.all(
      PRODUCTS.map(async (product) => {
        const owners = await Promise.all(running.map((taskId) => this.ledger.findByTask(product, taskId)));
        return owners.filter((row) => row !== undefined).length;
      }),
    );
    return running.length - known.reduce((sum, count) => sum + count, 0);
  }
}

it.each(KINDS)(
  '$name: no change is delivered twice, no recording runs twice, and nothing is lost',
  async ({ make }) => {
    const scene = await Scene.open(await make());
    const { harness } = scene;
    await scene.starts(0, 5);
    await scene.tell();
    const early = scene.received.last;
    await scene.backUp();
    await scene.tell();
    harness.advance(MINUTE);
    await scene.starts(5, 5 + LOST);
    await scene.tell();
    const late = scene.received.last;
    const runningBefore = (await harness.running()).length;
    expect(runningBefore).toBe(5 + LOST);
    await scene.restore();

    // Clients continue: the first client, with no change after the backup, as before; the second client from the last
    // common change.
    const common = await resume(scene.ledger, early, ['after']);
    const answer: unknown = await resume(scene.ledger, late, ['after']).catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(EpochChanged);
    expect(await resume(scene.ledger, (answer as EpochChanged).cursor, ['after'])).toBe(common);

    // All starts are sent again, including starts before the backup, and new starts.
    for (let number = 0; number < 5 + LOST; number++) {
      const { errors } = await scene.start(number);
      expect(errors).toEqual([]);
    }
    await scene.starts(100, 105);
    await scene.tell();
    expect(scene.received.twice).toEqual([]);
    expect((await harness.running()).length).toBe(5 + LOST + 5);
    expect(await scene.doubled()).toBe(0);
    const web = await scene.start(6);
    expect(web).toMatchObject({ replayed: true });

    // The same backup again: with a new epoch.
    await scene.restore();
    expect(await resume(scene.ledger, scene.received.last, ['after']).catch((error: unknown) => error)).toBeInstanceOf(
      EpochChanged,
    );
    await scene.starts(5, 8);
    await scene.tell();
    expect(scene.received.twice).toEqual([]);
  },
);

it.each(KINDS)('$name: tasks that the backup does not have are taken over when they call back', async ({ make }) => {
  const scene = await Scene.open(await make());
  const { harness } = scene;
  await scene.starts(0, 2);
  await scene.backUp();
  const lost = [];
  for (let room = 0; room < 4; room++) {
    lost.push(await harness.started('TRTC_ROOM', { roomId: String(2000 + room) }));
    lost.push(await harness.started('TIW', { roomId: 2000 + room }));
    lost.push(await harness.started('TRTC_WEB', { recordUrl: `https://class.example/${2000 + room}` }));
  }
  await scene.starts(10, 14);
  const theirs = await harness.startElsewhere('TRTC_ROOM', { roomId: '9999' });
  const before = await harness.running();
  await scene.restore();
  const { callBack, settle } = await receive(harness);
  callBack();
  for (let count = 0; count < 10; count++) {
    harness.advance(30 * SECOND);
    await settle();
  }
  for (const { product, room, taskId, vendorKey } of lost) {
    const row = await scene.ledger.findByTask(product, taskId!);
    expect(row).toMatchObject({ state: 'RECORDING', room, vendorKey });
    expect(row!.evidence).toBe('CALLBACK');
  }
  const orphans = (await scene.ledger.orphans()).map(({ taskId }) => taskId);
  expect(orphans).toEqual([theirs.taskId]);

  // A key identifies the task that a callback or a query recovered.
  const calls = () => harness.calls('StartWebRecord') + harness.calls('CreateCloudRecording');
  const sent = calls();
  for (let number = 10; number < 14; number++) {
    expect(await scene.start(number)).toMatchObject({ replayed: true, errors: [] });
    expect(await scene.start(number)).toMatchObject({ replayed: true, errors: [] });
  }
  expect(calls()).toBe(sent);
  expect((await harness.running()).length).toBe(before.length);
});
