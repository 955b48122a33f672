import { describe, expect, it } from 'vitest';
import { newLife, nextWork, reduce } from '../../../src/domain/state-machine.ts';
import { RecordingCause, RecordingState, type Effect, type Fact, type Life } from '../../../src/domain/recording.ts';

const { REQUESTED, STARTING, RECORDING, PAUSED, STOPPING, PROCESSING } = RecordingState;
const { COMPLETE, FAILED, INCOMPLETE, UNKNOWN, ABANDONED } = RecordingState;
const { CLIENT, STOP_BY, REFUSED, ANSWER_LOST, NOT_STARTED, CANCELLED } = RecordingCause;
const { IDLE, ROOM_ENDED, VENDOR_FAULT, STOPPED_ELSEWHERE, GONE, FILES_OVERDUE, CONTROL_LOST } = RecordingCause;

const sending = (attempt: number): Fact => ({ kind: 'sending', at: 0, attempt });
const accepted = (taskId: string | null): Fact => ({ kind: 'accepted', at: 1, taskId });
const refused = (cause: RecordingCause): Fact => ({ kind: 'refused', at: 1, cause });
const stopWanted = (at: number, cause = CLIENT): Fact => ({ kind: 'stopWanted', at, cause });
const ended = (at: number, cause: RecordingCause): Fact => ({ kind: 'ended', at, cause });
const failed: Fact = { kind: 'failed', at: 9, cause: VENDOR_FAULT };
type Plain = 'lost' | 'running' | 'paused' | 'resumed' | 'filesDone' | 'filesOverdue' | 'controlLost';
const at = (time: number, kind: Plain): Fact => ({ kind, at: time });
const notSent = (attempt: number): Fact => ({ kind: 'notSent', at: 1, attempt });

/** A life that these facts were applied to, one after the other, and what they called for. */
function live(...facts: Fact[]): { life: Life; effects: Effect[] } {
  let life = newLife();
  const effects: Effect[] = [];
  for (const fact of facts) {
    const taken = reduce(life, fact);
    life = taken.life;
    effects.push(...taken.effects);
  }
  return { life, effects };
}

const sent = [sending(1)];
const taken = [...sent, accepted('a')];
const runs = [...taken, at(2, 'running')];
const bareEnd: Fact = { kind: 'ended', at: 3, cause: null };
const overdue = at(4, 'filesOverdue');

describe('a recording', () => {
  it.each<[what: string, facts: Fact[], state: RecordingState, cause: RecordingCause | null]>([
    ['of which nothing was sent', [], REQUESTED, null],
    ['that is being sent', sent, STARTING, null],
    ['that was accepted', taken, STARTING, null],
    ['that records', runs, RECORDING, null],
    ['whose callback overtakes the answer', [...sent, at(2, 'running')], RECORDING, null],
    ['that was paused', [...runs, at(3, 'paused')], PAUSED, null],
    ['that was resumed', [...runs, at(3, 'paused'), at(4, 'resumed')], RECORDING, null],
    ['that was paused again', [...runs, at(3, 'paused'), at(4, 'resumed'), at(5, 'paused')], PAUSED, null],
    ['whose resumption is told before the pause', [...runs, at(4, 'resumed'), at(3, 'paused')], RECORDING, null],
    ['that was paused and resumed in one second', [...runs, at(3, 'resumed'), at(3, 'paused')], RECORDING, null],
    ['that is seen to run in its pause', [...runs, at(3, 'paused'), at(4, 'running')], PAUSED, null],
    ['that is to stop', [...runs, stopWanted(3)], STOPPING, CLIENT],
    ['that is to stop before it records', [...taken, stopWanted(3)], STOPPING, CLIENT],
    ['that ended by itself', [...runs, ended(3, IDLE)], PROCESSING, IDLE],
    ['whose files are there', [...runs, ended(3, IDLE), at(4, 'filesDone')], COMPLETE, IDLE],
    ['whose files are told before its end', [...runs, at(4, 'filesDone'), ended(3, IDLE)], COMPLETE, IDLE],
    ['whose files did not come', [...runs, ended(3, IDLE), at(4, 'filesOverdue')], INCOMPLETE, IDLE],
    [
      'whose files did not come, and of which only the end is known',
      [...runs, bareEnd, overdue],
      INCOMPLETE,
      FILES_OVERDUE,
    ],
    [
      'of which more is known after its files did not come',
      [...runs, bareEnd, overdue, ended(5, IDLE)],
      INCOMPLETE,
      IDLE,
    ],
    ['whose files came late', [...runs, ended(3, IDLE), overdue, at(9, 'filesDone')], COMPLETE, IDLE],
    [
      'whose files came late, and of which only the end is known',
      [...runs, bareEnd, overdue, at(9, 'filesDone')],
      COMPLETE,
      null,
    ],
    ['that a call stopped which was not ours', [...runs, ended(3, STOPPED_ELSEWHERE)], PROCESSING, STOPPED_ELSEWHERE],
    ['that ended with nothing', [...runs, ended(3, IDLE), failed], FAILED, VENDOR_FAULT],
    ['that got out of control', [...runs, at(4, 'controlLost')], ABANDONED, CONTROL_LOST],
    ['that ended before it got out of control', [...runs, ended(3, IDLE), at(4, 'controlLost')], PROCESSING, IDLE],
    ['whose files are overdue before it ended', [...runs, at(4, 'filesOverdue')], RECORDING, null],
  ])('%s', (_, facts, state, cause) => {
    expect(live(...facts).life).toMatchObject({ state, cause });
  });
});

describe('a start', () => {
  it.each<[what: string, facts: Fact[], state: RecordingState, cause: RecordingCause | null]>([
    ['that surely did not leave may be sent again', [...sent, notSent(1)], REQUESTED, null],
    ['that was refused failed', [...sent, refused(REFUSED)], FAILED, REFUSED],
    ['without an answer is unknown', [...sent, at(1, 'lost')], UNKNOWN, ANSWER_LOST],
    ['that is found after all was accepted', [...sent, at(1, 'lost'), accepted('a')], STARTING, null],
    ['that is not found failed', [...sent, at(1, 'lost'), refused(NOT_STARTED)], FAILED, NOT_STARTED],
    [
      'without an answer stays unknown though an attempt did not leave',
      [...sent, at(1, 'lost'), notSent(1)],
      UNKNOWN,
      ANSWER_LOST,
    ],
    ['that is refused after the vendor had it goes on', [...runs, refused(REFUSED)], RECORDING, null],
    ['whose answer is lost after the vendor had it goes on', [...runs, at(3, 'lost')], RECORDING, null],
    ['stopped before it was sent is cancelled', [stopWanted(1)], FAILED, CANCELLED],
    ['stopped while it waits for another try is cancelled', [...sent, notSent(1), stopWanted(2)], FAILED, CANCELLED],
    ['stopped in flight waits for its answer', [...sent, stopWanted(1)], STARTING, CLIENT],
    ['stopped in flight that did not leave is cancelled', [...sent, stopWanted(1), notSent(1)], FAILED, CANCELLED],
    ['stopped in flight is stopped when accepted', [...sent, stopWanted(1), accepted('a')], STOPPING, CLIENT],
    ['stopped while unknown stays unknown', [...sent, at(1, 'lost'), stopWanted(2, STOP_BY)], UNKNOWN, STOP_BY],
    [
      'stopped while unknown is stopped when found',
      [...sent, at(1, 'lost'), stopWanted(2), accepted(null)],
      STOPPING,
      CLIENT,
    ],
    [
      'out of control while unknown is abandoned',
      [...sent, at(1, 'lost'), at(2, 'controlLost')],
      ABANDONED,
      CONTROL_LOST,
    ],
    ['that did not leave is sent by another attempt', [...sent, notSent(1), sending(1)], STARTING, null],
    ['of which an earlier attempt is told not to have left goes on', [...sent, sending(2), notSent(1)], STARTING, null],
  ])('%s', (_, facts, state, cause) => {
    expect(live(...facts).life).toMatchObject({ state, cause });
  });

  it('is unknown when its second attempt did not leave and the first has no answer', () => {
    const facts = [...sent, at(1, 'lost'), sending(2), notSent(2)];
    expect(live(...facts).life).toMatchObject({ state: UNKNOWN, cause: ANSWER_LOST, attempt: 1 });
  });

  it('is unknown when nothing was heard of its first attempt, and its second did not leave', () => {
    const facts = [...sent, sending(2), notSent(2)];
    expect(live(...facts).life).toMatchObject({ state: UNKNOWN, cause: ANSWER_LOST, attempt: 1 });
  });

  it('that is to stop is not cancelled while its first attempt has no answer', () => {
    const facts = [...sent, at(1, 'lost'), stopWanted(2), sending(2), notSent(2)];
    expect(live(...facts).life).toMatchObject({ state: UNKNOWN, cause: CLIENT });
  });

  it('may be sent again when no attempt left', () => {
    const facts = [...sent, notSent(1), ...sent, notSent(1)];
    expect(live(...facts).life).toMatchObject({ state: REQUESTED, cause: null, attempt: 0 });
  });
});

describe('a second task of one start', () => {
  it.each<[when: string, facts: Fact[], state: RecordingState]>([
    ['the first one is known', runs, RECORDING],
    ['the first one has ended', [...runs, at(3, 'filesDone')], COMPLETE],
    ['the start was refused', [...sent, refused(REFUSED)], FAILED],
    ['the start was cancelled', [stopWanted(1)], FAILED],
    ['it was abandoned as unknown', [...sent, at(1, 'lost'), at(2, 'controlLost')], ABANDONED],
  ])('is stopped when %s, and the recording stays as it is', (_, facts, state) => {
    const { life } = live(...facts);
    const late = reduce(life, accepted('b'));
    expect(late).toEqual({ life, effects: [{ kind: 'stopSurplus', taskId: 'b' }] });
    expect(late.life.state).toBe(state);
  });

  it('is none when the task is the known one', () => {
    expect(live(...runs, accepted('a'), accepted(null)).effects).toEqual([]);
  });

  it('is none when the task of a recording was not known yet', () => {
    const { life, effects } = live(...sent, at(3, 'filesDone'), accepted('a'));
    expect({ taskId: life.taskId, effects }).toEqual({ taskId: 'a', effects: [] });
  });
});

describe('a person has to look', () => {
  it('when a recording is abandoned, once', () => {
    const { effects } = live(...runs, at(4, 'controlLost'), at(4, 'controlLost'));
    expect(effects).toEqual([{ kind: 'alarm', cause: CONTROL_LOST }]);
  });

  it.each<[what: string, fact: Fact]>([
    ['is accepted without saying its task', accepted(null)],
    ['records', at(3, 'running')],
    ['pauses', at(3, 'paused')],
  ])('when a start that was given up %s', (_, fact) => {
    expect(live(...sent, refused(NOT_STARTED), fact).effects).toEqual([{ kind: 'alarm', cause: NOT_STARTED }]);
  });

  it('not when a start that was given up has ended', () => {
    expect(live(...sent, refused(NOT_STARTED), ended(3, IDLE)).effects).toEqual([]);
  });
});

describe('the cause of an end', () => {
  it.each<[what: string, facts: Fact[], cause: RecordingCause]>([
    ['our wish where the vendor says "by a call"', [stopWanted(3, STOP_BY), ended(4, STOPPED_ELSEWHERE)], STOP_BY],
    ['our wish, a client\'s, where the vendor says "by a call"', [stopWanted(3), ended(4, STOPPED_ELSEWHERE)], CLIENT],
    ['a call of another where we had no wish', [ended(3, GONE), ended(4, STOPPED_ELSEWHERE)], STOPPED_ELSEWHERE],
    ['a call of another where our wish comes later', [ended(3, STOPPED_ELSEWHERE), stopWanted(4)], STOPPED_ELSEWHERE],
    ['our wish where the task is gone', [stopWanted(3, STOP_BY), ended(4, GONE)], STOP_BY],
    ['our wish where only the files are told', [stopWanted(3), at(4, 'filesDone')], CLIENT],
    ["the vendor's own reason in spite of our wish", [stopWanted(3), ended(4, ROOM_ENDED)], ROOM_ENDED],
    ["the vendor's reason rather than gone", [ended(3, GONE), ended(4, IDLE)], IDLE],
    ["the vendor's reason also when the files are there", [ended(3, GONE), at(4, 'filesDone'), ended(4, IDLE)], IDLE],
    ['the first wish to stop', [stopWanted(3, STOP_BY), stopWanted(4, CLIENT), ended(5, CLIENT)], STOP_BY],
    ['not a wish that came after the end', [ended(3, GONE), stopWanted(4)], GONE],
  ])('is %s', (_, facts, cause) => {
    expect(live(...runs, ...facts).life.cause).toBe(cause);
  });

  it('stays what a final state says it is', () => {
    expect(live(...runs, at(4, 'controlLost'), ended(5, IDLE)).life).toMatchObject({ cause: CONTROL_LOST, endedAt: 5 });
  });
});

describe('times', () => {
  it('are the first sign of the beginning and of the end, and the last of pauses', () => {
    const facts = [
      at(6, 'resumed'),
      at(3, 'running'),
      at(5, 'paused'),
      at(4, 'resumed'),
      ended(9, GONE),
      ended(8, IDLE),
    ];
    expect(live(...sent, ...facts).life).toMatchObject({ begunAt: 3, pausedAt: 5, resumedAt: 6, endedAt: 8 });
  });

  it('of a wish to stop is that of the first one', () => {
    expect(live(...runs, stopWanted(3), stopWanted(2)).life.stopWantedAt).toBe(3);
  });
});

describe('what is to be done', () => {
  it.each<[what: string, facts: Fact[], work: ReturnType<typeof nextWork>]>([
    ['for an intent is sending it', [], 'send'],
    ['for one that was sent is looking it up', sent, 'lookUp'],
    ['for one without an answer is looking it up', [...sent, at(1, 'lost'), stopWanted(2)], 'lookUp'],
    ['for one that was accepted is asking', taken, 'poll'],
    ['for one that records is asking', runs, 'poll'],
    ['for one that pauses is asking', [...runs, at(3, 'paused')], 'poll'],
    ['for one that is to stop is stopping it', [...runs, stopWanted(3)], 'stop'],
    ['for one that ended is waiting for its files', [...runs, stopWanted(3), ended(4, CLIENT)], 'awaitFiles'],
    ['for one that is over is nothing', [...runs, at(4, 'controlLost')], 'none'],
  ])('%s', (_, facts, work) => {
    expect(nextWork(live(...facts).life)).toBe(work);
  });

  it('is nothing for an intent that is to stop', () => {
    expect(nextWork({ ...newLife(), wanted: 'STOPPED' })).toBe('none');
  });
});

it('a fact without news gives the same life', () => {
  const { life } = live(...runs);
  expect(reduce(life, at(2, 'running')).life).toBe(life);
});
