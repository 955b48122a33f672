import { describe, expect, it } from 'vitest';
import { MACHINE_TIMING } from '../../../src/calls/timing.ts';
import { isFinal } from '../../../src/domain/state-machine.ts';
import type { Engine } from '../../../src/recordings/engine/engine.ts';
import { Reconciler } from '../../../src/recordings/engine/reconciler.ts';
import { receive } from '../callbacks/receiving.ts';
import { atOtherServer } from '../recordings/unseen/other-server.ts';
import { APP, BIZ, STARTS } from '../recordings/starts.ts';
import { HOUR, MINUTE, SECOND, RecordingHarness, type Seen } from '../recordings/harness.ts';
import { schemaOf } from '../../shared/schema-of.ts';

// The server is away for three hours. All that was due meanwhile is due at its return, and none of it may be told from
// the time alone.

const PRODUCTS = STARTS.map(({ product }) => product);
const ASKABLE = ['TIW', 'GME'];
const ROOMS: Readonly<Record<string, object>> = {
  TIW: { app: APP, room: 4294967290 },
  GME: { app: BIZ, room: 'room-7' },
  TRTC_ROOM: { app: APP, room: 3560 },
};

const STREAMS = [{ tag: 'RongCloudRTC', mediaType: 1 }];

/** What makes a recording end by itself within half an hour once its room is left. */
const SHORT: Readonly<Record<string, object>> = {
  TIW: { autoStopTimeout: 300 },
  TRTC_WEB: { maxDurationLimit: 1800 },
};

async function rongcloudRoom(harness: RecordingHarness, command: string, body: object): Promise<void> {
  const url = `${harness.rongcloud.origin}/__control/rooms/room-7/${command}`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
}

/** Ends what is recorded without the server. GME ends nothing by itself: there another server stops it. */
async function endRoom(harness: RecordingHarness, product: string, taskId: string | null): Promise<void> {
  if (product === 'RONGCLOUD') await rongcloudRoom(harness, 'end', {});
  else if (product === 'GME') await atOtherServer(harness, 'gmeStopRecord', { bizId: BIZ, taskId });
  else if (ROOMS[product]) await harness.room('end', ROOMS[product]);
}

/** A recording with something in it that runs for a minute. */
async function recorded(harness: RecordingHarness, product: string, more: object = {}): Promise<Seen> {
  if (ROOMS[product]) await harness.room('join', { ...ROOMS[product], user: 'alice' });
  if (product === 'RONGCLOUD') await rongcloudRoom(harness, 'join', { user: 'alice', streams: STREAMS });
  const own = product === 'RONGCLOUD' ? { sessionId: null, ...more } : more; // the session of the room is looked up
  const recording = await harness.recording(product, own);
  harness.advance(MINUTE);
  return recording;
}

/** The server as it comes up again: another process on the same ledger. */
async function back(harness: RecordingHarness): Promise<{ due: () => Promise<void>; engine: Engine }> {
  const { engine } = await schemaOf(harness.providers, harness.now, MACHINE_TIMING, harness.ledger);
  const reconciler = new Reconciler(engine, MACHINE_TIMING);
  await harness.ledger.breakLeases(harness.now());
  return {
    engine,
    async due() {
      for (const product of PRODUCTS) while ((await reconciler.runDue(product)) > 0);
    },
  };
}

/** Goes on for ten minutes, as the server does: what is due, then what was called back. Every state that was seen. */
async function goOn(
  harness: RecordingHarness,
  id: string,
  server: Awaited<ReturnType<typeof back>>,
  told: () => Promise<unknown>,
) {
  const states = new Set<string>();
  for (let at = 0; at < 10 * MINUTE; at += 10 * SECOND) {
    await server.due();
    states.add((await harness.find(id)).state);
    await told();
    states.add((await harness.find(id)).state);
    harness.advance(10 * SECOND);
  }
  return { states, end: await harness.find(id) };
}

describe.each(PRODUCTS)('a recording of %s', (product) => {
  it('whose callbacks were kept and not applied before an outage is COMPLETE after it, and never INCOMPLETE', async () => {
    const harness = await RecordingHarness.open();
    const { callBack, settle, deliver } = await receive(harness);
    callBack();
    const { id } = await recorded(harness, product);
    await settle();
    await harness.run('stopRecording', { id });
    await harness.live(id, ({ endedAt }) => endedAt === null);
    harness.advance(5 * MINUTE);
    await deliver();
    expect(isFinal((await harness.row(id)).state)).toBe(false);

    harness.advance(7 * HOUR);
    const server = await back(harness);
    const { inbox } = await receive(harness, server.engine);
    const { states, end } = await goOn(harness, id, server, () => inbox.runDue());
    expect(end).toMatchObject({ state: 'COMPLETE', cause: 'CLIENT', filesOverdueAt: null });
    expect(states).not.toContain('INCOMPLETE');
  });

  it('that was stopped before an outage, and of which all callbacks are lost, is INCOMPLETE only if the vendor cannot be asked', async () => {
    const harness = await RecordingHarness.open();
    const { id } = await recorded(harness, product);
    await harness.run('stopRecording', { id });
    harness.advance(7 * HOUR);
    const server = await back(harness);
    const { states, end } = await goOn(harness, id, server, () => Promise.resolve());
    const isAskable = ASKABLE.includes(product);
    expect(end).toMatchObject({ cause: 'CLIENT', ...(isAskable && { state: 'COMPLETE' }) });
    if (isAskable) expect(states).not.toContain('INCOMPLETE');
    else expect(['PROCESSING', 'INCOMPLETE']).toContain(end.state);
  });

  it('that ended by itself in an outage is not reported as stopped by its stopBy, which passed later', async () => {
    const harness = await RecordingHarness.open();
    const stopBy = new Date(harness.now() + HOUR).toISOString();
    const { id, taskId } = await recorded(harness, product, { stopBy, ...SHORT[product] });
    await endRoom(harness, product, taskId);
    harness.advance(3 * HOUR);
    const server = await back(harness);
    const { end } = await goOn(harness, id, server, () => Promise.resolve());
    expect(end['endedAt']).not.toBeNull();
    expect(end).toMatchObject({ wanted: 'RECORDING' });
    expect(end.cause).not.toBe('STOP_BY');
  });

  it('that still runs after an outage in which its stopBy passed is stopped', async () => {
    const harness = await RecordingHarness.open();
    const { id } = await recorded(harness, product, { stopBy: new Date(harness.now() + HOUR).toISOString() });
    harness.advance(3 * HOUR);
    const server = await back(harness);
    const { end } = await goOn(harness, id, server, () => Promise.resolve());
    expect(end).toMatchObject({ wanted: 'STOPPED', cause: 'STOP_BY' });
    expect(await harness.running()).toEqual([]);
  });
});

describe.each(ASKABLE)('a recording of %s whose vendor refuses our keys for eight hours after its end', (product) => {
  it('is COMPLETE when the vendor answers again, and never INCOMPLETE', async () => {
    const harness = await RecordingHarness.open();
    const { id } = await recorded(harness, product);
    await harness.run('stopRecording', { id });
    await harness.live(id, ({ endedAt }) => endedAt === null);
    const action = product === 'TIW' ? 'DescribeOnlineRecord' : 'DescribeTaskInfo';
    harness.fault(product, action, 'code', 'AuthFailure.SignatureFailure', 10_000);
    const states = new Set<string>();
    const until = harness.now() + 8 * HOUR;
    const seen = await harness.live(id, (row) => {
      states.add(row.state);
      return harness.now() < until;
    });
    expect(seen).toMatchObject({ state: 'PROCESSING' });
    harness.tencent.faults.clear();
    expect(await harness.live(id)).toMatchObject({ state: 'COMPLETE', cause: 'CLIENT', filesOverdueAt: null });
    expect([...states]).toEqual(['PROCESSING']);
  });
});

describe('a recording of GME that is INCOMPLETE because its files came too late', () => {
  it('is COMPLETE once the vendor, asked by a client, has them', async () => {
    const harness = await RecordingHarness.open();
    const { id } = await recorded(harness, 'GME');
    await harness.run('stopRecording', { id });
    // The vendor is not reached for more than a day after the time for files.
    harness.fault('GME', 'DescribeTaskInfo', 'reset-before', undefined, 10_000);
    harness.advance(30 * HOUR);
    await harness.due('GME');
    expect(await harness.find(id)).toMatchObject({ state: 'INCOMPLETE', cause: 'CLIENT', evidence: 'DEADLINE' });
    harness.tencent.faults.clear();
    const { recording, errors } = await harness.run('refreshRecording', { id });
    expect(errors).toEqual([]);
    expect(recording).toMatchObject({ state: 'COMPLETE', cause: 'CLIENT', evidence: 'POLL', filesOverdueAt: null });
  });
});
