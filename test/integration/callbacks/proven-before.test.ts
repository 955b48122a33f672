import { expect, it, onTestFinished } from 'vitest';
import { Evidence, type Fact } from '../../../src/domain/recording.ts';
import { BIZ, startOf } from '../recordings/starts.ts';
import { MINUTE, RecordingHarness } from '../recordings/harness.ts';
import { receive, roomEvent } from './receiving.ts';

// A callback proves that a start runs before its answer, or a look-up, says otherwise. What the vendor has told stands.

const KEY = { idempotencyKey: 'lesson-7' };

it('a start that a callback proved to run keeps its key when its answer is a refusal that can be retried', async () => {
  const house = await RecordingHarness.open();
  const { postTrtc, inbox } = await receive(house);
  const { action } = startOf('TRTC_ROOM');
  house.fault('TRTC_ROOM', action, 'code', 'InternalError');
  const held = house.held.next('back', action);
  onTestFinished(() => held.release());
  const answer = house.start('TRTC_ROOM', KEY);
  await held.arrived;
  const { rows } = await house.ledger.page({ products: ['TRTC_ROOM'] }, { order: 'NEWEST_FIRST', take: { first: 1 } });
  const { id, vendorKey } = rows[0]!;
  await postTrtc(roomEvent(301, 'task-1', { Status: 0 }, { EventMsTs: house.now(), UserId: vendorKey }));
  await inbox.runDue();
  expect((await answer).recording).toMatchObject({ id, state: 'RECORDING' });
  held.release();
  await expect.poll(() => house.engine.inFlight.ids).toEqual([]);
  expect(await house.start('TRTC_ROOM', KEY)).toMatchObject({ replayed: true, recording: { id, supersededBy: null } });
  expect(house.calls(action)).toBe(1);
});

it('a start that a callback proved to run has no errors of the look-up that it overtook', async () => {
  const house = await RecordingHarness.open();
  await house.room('join', { app: BIZ, room: 'room-7', user: 'a' });
  await house.startElsewhere('GME');
  house.advance(5 * MINUTE);
  const held = house.held.next('back', 'DescribeRecordInfo');
  onTestFinished(() => held.release());
  const answer = house.start('GME');
  await held.arrived;
  const { rows } = await house.ledger.page({ products: ['GME'] }, { order: 'NEWEST_FIRST', take: { first: 1 } });
  const { id } = rows[0]!;
  const at = house.now();
  const facts: Fact[] = [
    { kind: 'accepted', at, taskId: '7' },
    { kind: 'running', at },
  ];
  const proof = { evidence: Evidence.CALLBACK, report: { facts }, extra: { errors: null } };
  await house.engine.store.transition(id, proof);
  expect(await answer).toMatchObject({ errors: [], recording: { state: 'RECORDING', errors: [] } });
  held.release();
  await expect.poll(() => house.engine.inFlight.ids).toEqual([]);
  expect(await house.find(id)).toMatchObject({ state: 'RECORDING', taskId: '7', errors: [] });
});
