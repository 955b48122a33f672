import { describe, expect, it, vi } from 'vitest';
import { RecordingState } from '../../../src/domain/recording.ts';
import { startOf } from '../recordings/starts.ts';
import { HOUR, MINUTE, SECOND, RecordingHarness, type Seen } from '../recordings/harness.ts';
import { STORES } from '../../shared/both-stores.ts';
import { type TestStore } from '../../shared/stores.ts';
import { receive, roomEvent, type Receiving } from './receiving.ts';

const ROBOT = 'recorder-1';
const KEY = { idempotencyKey: 'key-1' };

/** A harness that can deliver TRTC's callbacks at any time. */
class Scene {
  private constructor(
    readonly harness: RecordingHarness,
    readonly receiving: Receiving,
  ) {}

  static async open(open: TestStore['open']): Promise<Scene> {
    const harness = await RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });
    return new Scene(harness, await receive(harness));
  }

  /** TRTC tells of a task as it is now; what it told is applied, again for so long. */
  async told(
    type: number,
    task: { readonly taskId: string; readonly robot?: string; readonly room?: string; readonly at?: number },
    forMs = 0,
  ): Promise<void> {
    const { taskId, robot = ROBOT, room = '77', at = this.harness.now() } = task;
    const where = { RoomId: room, UserId: robot, EventMsTs: at };
    await this.receiving.postTrtc(roomEvent(type, taskId, { Status: 0 }, where));
    await this.receiving.inbox.runDue();
    for (let passed = 0; passed < forMs; passed += 10 * SECOND) {
      this.harness.advance(10 * SECOND);
      await this.receiving.inbox.runDue();
    }
  }

  /** A start whose answer was lost, though it was carried out. */
  async lost(more: object = {}): Promise<Seen & { readonly startedTask: string }> {
    const { harness } = this;
    const before = new Set((await harness.running()).map(({ taskId }) => taskId));
    harness.fault('TRTC_ROOM', startOf('TRTC_ROOM').action, 'reset-after');
    const { recording } = await harness.start('TRTC_ROOM', { userId: ROBOT, roomId: '77', ...more });
    expect(recording).toMatchObject({ state: 'UNKNOWN', taskId: null });
    const task = (await harness.running()).find(({ taskId }) => !before.has(taskId));
    return { ...recording!, startedTask: task!.taskId };
  }

  /** What is to be done is done, and whether a task then still runs. */
  async stillRuns(task: string): Promise<boolean> {
    await this.harness.due('TRTC_ROOM');
    this.harness.advance(5 * SECOND);
    return (await this.harness.running()).some(({ taskId }) => taskId === task);
  }
}

describe.each(STORES)('a robot id of the caller, with the ledger on $name', ({ open }) => {
  it('that another program uses again later leaves the other recording alone: it becomes an orphan', async () => {
    const scene = await Scene.open(open);
    const { harness } = scene;
    const { id } = await harness.recording('TRTC_ROOM', { userId: ROBOT, roomId: '77' });
    await harness.run('stopRecording', { id });
    await harness.live(id);
    harness.advance(24 * HOUR);
    const theirs = await harness.startElsewhere('TRTC_ROOM', { userId: ROBOT, roomId: '99' });
    await scene.told(301, { taskId: theirs.taskId!, room: '99' }, 3 * MINUTE);
    expect(await harness.ledger.orphans()).toMatchObject([{ taskId: theirs.taskId, room: '99', surplusOf: null }]);
    expect(await scene.stillRuns(theirs.taskId!)).toBe(true);
  });

  it('that another program uses in the same room is no second task of the recording, live or ended', async () => {
    const scene = await Scene.open(open);
    const { harness } = scene;
    const { id, taskId } = await harness.recording('TRTC_ROOM', { userId: ROBOT, roomId: '77' });
    await scene.told(301, { taskId: 'theirs' }, 3 * MINUTE);
    expect(await harness.find(id)).toMatchObject({ state: 'RECORDING', taskId });
    await harness.run('stopRecording', { id });
    await harness.live(id);
    await scene.told(301, { taskId: 'theirs-again' }, 3 * MINUTE);
    expect((await harness.ledger.orphans()).map(({ taskId: task, surplusOf }) => [task, surplusOf]).sort()).toEqual([
      ['theirs', null],
      ['theirs-again', null],
    ]);
  });

  it('brings a callback that overtakes the answer to its recording', async () => {
    const scene = await Scene.open(open);
    const { id, startedTask } = await scene.lost();
    scene.harness.advance(2 * SECOND);
    await scene.told(301, { taskId: startedTask });
    expect(await scene.harness.find(id)).toMatchObject({ state: 'RECORDING', taskId: startedTask });
  });

  it.each([
    ['another room', { room: '99' }],
    ['another application', { account: '1400009999' }],
  ])('does so although a newer recording in %s has the same', async (_where, place) => {
    const scene = await Scene.open(open);
    const { harness } = scene;
    const { id, startedTask } = await scene.lost();
    harness.advance(SECOND);
    const newer = await scene.lost({ roomId: '99' });
    await harness.ledger.update(newer.id, () => ({ at: harness.now(), set: { room: '77', ...place } }));
    await scene.told(301, { taskId: startedTask });
    expect(await harness.find(id)).toMatchObject({ state: 'RECORDING', taskId: startedTask });
    expect(await harness.find(newer.id)).toMatchObject({ state: 'UNKNOWN', taskId: null });
  });

  it.each([
    ['began before the start was sent', 301, -MINUTE],
    ['began long after', 301, 3 * MINUTE],
    ['has only files to tell of', 312, SECOND],
  ])('gives a start without an answer no task that %s', async (_when, type, after) => {
    const scene = await Scene.open(open);
    const { harness } = scene;
    const { id } = await scene.lost();
    await scene.told(type, { taskId: 'theirs', at: harness.now() + after });
    expect(await harness.find(id)).toMatchObject({ state: 'UNKNOWN', taskId: null });
  });

  it('gives a start that was refused no task', async () => {
    const scene = await Scene.open(open);
    const { harness } = scene;
    harness.fault('TRTC_ROOM', startOf('TRTC_ROOM').action, 'code', 'InvalidParameter');
    const { recording } = await harness.start('TRTC_ROOM', { userId: ROBOT, roomId: '77' });
    await scene.told(301, { taskId: 'theirs' }, 3 * MINUTE);
    expect((await harness.find(recording!.id)).state).toBe('FAILED');
    expect(await harness.ledger.orphans()).toMatchObject([{ taskId: 'theirs', surplusOf: null }]);
  });

  it('has nothing stopped when the answer comes while a callback of another task is applied', async () => {
    const scene = await Scene.open(open);
    const { harness } = scene;
    const { id, startedTask } = await scene.lost();
    const find = harness.ledger.findByVendorKey.bind(harness.ledger);
    vi.spyOn(harness.ledger, 'findByVendorKey').mockImplementationOnce(async (...key) => {
      const row = await find(...key);
      const set = { taskId: startedTask, accepted: true, state: RecordingState.STARTING };
      await harness.ledger.update(id, () => ({ at: harness.now(), set }));
      return row;
    });
    await scene.told(301, { taskId: 'theirs' }, 3 * MINUTE);
    expect(await harness.find(id)).toMatchObject({ state: 'STARTING', taskId: startedTask });
    expect(await harness.ledger.orphans()).toMatchObject([{ taskId: 'theirs', surplusOf: null }]);
  });
});

describe.each(STORES)('a robot id of ours, with the ledger on $name', ({ open }) => {
  it('has a second task of its start stopped, also after the end', async () => {
    const scene = await Scene.open(open);
    const { harness } = scene;
    const { id, vendorKey } = await harness.recording('TRTC_ROOM', { roomId: '77' });
    await harness.run('stopRecording', { id });
    await harness.live(id);
    const second = await harness.startElsewhere('TRTC_ROOM', { roomId: '77' });
    await scene.told(301, { taskId: second.taskId!, robot: vendorKey! });
    expect(await harness.ledger.orphans()).toMatchObject([{ taskId: second.taskId, surplusOf: id }]);
    expect(await scene.stillRuns(second.taskId!)).toBe(false);
  });

  it('that another program took over for another room leaves the other recording alone', async () => {
    const scene = await Scene.open(open);
    const { harness } = scene;
    const { vendorKey } = await harness.recording('TRTC_ROOM', { roomId: '77' });
    await scene.told(301, { taskId: 'theirs', robot: vendorKey!, room: '99' }, 3 * MINUTE);
    expect(await harness.ledger.orphans()).toMatchObject([{ taskId: 'theirs', surplusOf: null }]);
  });
});

describe.each(STORES)('a start whose answer was lost, with the ledger on $name', ({ open }) => {
  it('has no errors once a callback confirms it, and a replay reports its task', async () => {
    const scene = await Scene.open(open);
    const { harness } = scene;
    const { id, startedTask, errors } = await scene.lost(KEY);
    expect(errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN' }]);
    await scene.told(301, { taskId: startedTask });
    expect((await harness.find(id)).errors).toEqual([]);
    const again = await harness.start('TRTC_ROOM', { userId: ROBOT, roomId: '77', ...KEY });
    expect(again).toMatchObject({ replayed: true, errors: [], taskId: startedTask, recording: { id } });
  });

  it('keeps what the vendor did answer', async () => {
    const scene = await Scene.open(open);
    const { harness } = scene;
    const { id, startedTask } = await scene.lost();
    const answer = { taskId: startedTask, requestId: 'r-1' };
    await harness.ledger.update(id, () => ({ at: harness.now(), set: { answer } }));
    await scene.told(301, { taskId: startedTask });
    expect(await harness.row(id)).toMatchObject({ accepted: true, answer });
  });

  it('keeps its errors when it was given up, for its recording is not taken up again', async () => {
    const scene = await Scene.open(open);
    const { harness } = scene;
    harness.fault('TRTC_ROOM', startOf('TRTC_ROOM').action, 'code', 'InvalidParameter');
    const { recording } = await harness.start('TRTC_ROOM', { roomId: '77' });
    await scene.told(301, { taskId: 'a-stray', robot: recording!.vendorKey! });
    expect(await harness.ledger.orphans()).toMatchObject([{ taskId: 'a-stray', surplusOf: recording!.id }]);
    expect(await harness.find(recording!.id)).toMatchObject({ state: 'FAILED', errors: recording!.errors });
    expect((await harness.row(recording!.id)).answer).toBeNull();
  });
});
