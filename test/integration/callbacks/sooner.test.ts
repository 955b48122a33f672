import { describe, expect, it, onTestFinished } from 'vitest';
import { MACHINE_TIMING } from '../../../src/calls/timing.ts';
import { openLedger } from '../../../src/ledger/open-ledger.ts';
import { POSTGRES } from '../../shared/both-stores.ts';
import { startOf } from '../recordings/starts.ts';
import { RecordingHarness } from '../recordings/harness.ts';
import { schemaOf } from '../../shared/schema-of.ts';
import { receive, roomEvent } from './receiving.ts';

// Who waits for a vendor's answer is answered as soon as a callback proves what the call came to. The answers of these
// calls are held up until the test lets them come.

const START = startOf('TRTC_ROOM').action;

/** A start whose answer does not come, and how to tell of its task. */
async function waiting(house: RecordingHarness, { postTrtc, inbox }: Awaited<ReturnType<typeof receive>>) {
  const held = house.held.next('back', START);
  onTestFinished(() => held.release());
  const answer = house.start('TRTC_ROOM');
  await held.arrived;
  const [task] = await house.running();
  const { rows } = await house.ledger.page({ products: ['TRTC_ROOM'] }, { order: 'NEWEST_FIRST', take: { first: 1 } });
  const { id, vendorKey } = rows[0]!;
  const tell = async (type: number, payload: object): Promise<void> => {
    const event = roomEvent(type, task!.taskId, payload, { EventMsTs: house.now(), UserId: vendorKey });
    expect((await postTrtc(event)).status).toBe(200);
    await inbox.runDue();
  };
  return { id, taskId: task!.taskId, answer, tell, release: held.release };
}

describe('a start whose answer is slow', () => {
  it('is answered when the first callback proves that it runs; the answer changes nothing more', async () => {
    const house = await RecordingHarness.open();
    const { id, taskId, answer, tell, release } = await waiting(house, await receive(house));
    await tell(301, { Status: 0 });
    const { recording, errors, ...fields } = await answer;
    expect(errors).toEqual([]);
    expect(recording).toMatchObject({ id, taskId, state: 'RECORDING', evidence: 'CALLBACK', attempts: 1 });
    expect(fields['taskId']).toBe(taskId);
    release();
    await expect.poll(async () => (await house.row(id)).answer).toHaveProperty('requestId');
    expect(await house.find(id)).toMatchObject({ state: 'RECORDING', taskId, errors: [] });
    expect(await house.running()).toHaveLength(1);
  });

  it('is answered when the first callback reports that it failed, with the reason', async () => {
    const house = await RecordingHarness.open();
    const { answer, tell } = await waiting(house, await receive(house));
    await tell(301, { Status: 1, EventMessage: 'no permission' });
    const { recording, errors } = await answer;
    expect(recording).toMatchObject({ state: 'FAILED', cause: 'VENDOR_FAULT' });
    const message = 'The vendor started the recording and reported that it failed: no permission.';
    const reason = { code: 'VENDOR_FAILED', vendorCode: '301.1', message };
    expect(errors).toMatchObject([reason]);
    expect(recording!.errors).toMatchObject([reason]);
  });

  it('is answered when another process applies the callback', async () => {
    const url = await POSTGRES.newUrl();
    const house = await RecordingHarness.open({
      ledger: async (now) => {
        const ledger = await openLedger({ url, now });
        onTestFinished(() => ledger.close());
        return ledger;
      },
    });
    const ledger = await openLedger({ url, now: house.now });
    onTestFinished(() => ledger.close());
    const { engine } = await schemaOf(house.providers, house.now, MACHINE_TIMING, ledger);
    const { id, taskId, answer, tell } = await waiting(house, await receive(house, engine));
    await tell(301, { Status: 0 });
    const { recording, errors } = await answer;
    expect(errors).toEqual([]);
    expect(recording).toMatchObject({ id, taskId, state: 'RECORDING', evidence: 'CALLBACK' });
  });
});

it('a stop whose answer is slow is answered when a callback reports the end', async () => {
  const house = await RecordingHarness.open();
  const { postTrtc, inbox } = await receive(house);
  const { id, taskId, vendorKey } = await house.recording('TRTC_ROOM');
  const held = house.held.next('back', 'DeleteCloudRecording');
  onTestFinished(() => held.release());
  const answer = house.run('stopRecording', { id });
  await held.arrived;
  await postTrtc(roomEvent(302, taskId!, { LeaveCode: 0 }, { EventMsTs: house.now(), UserId: vendorKey }));
  await inbox.runDue();
  const { recording, errors } = await answer;
  expect(errors).toEqual([]);
  expect(recording).toMatchObject({ state: 'PROCESSING', cause: 'CLIENT', wanted: 'STOPPED' });
});
