import { describe, expect, it } from 'vitest';
import { MACHINE_TIMING } from '../../../src/calls/timing.ts';
import { isFinal } from '../../../src/domain/state-machine.ts';
import type { Engine } from '../../../src/recordings/engine/engine.ts';
import { Reconciler } from '../../../src/recordings/engine/reconciler.ts';
import { receive } from '../callbacks/receiving.ts';
import { atOtherServer } from '../recordings/unseen/other-server.ts';
import { APP, BIZ, STARTS } from '../recordings/starts.ts';
import { HOUR, MINUTE, SECOND, World, type Seen } from '../recordings/world.ts';
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

async function rongcloudRoom(world: World, command: string, body: object): Promise<void> {
  const url = `${world.rongcloud.origin}/__control/rooms/room-7/${command}`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
}

/** Ends what is recorded without the server. GME ends nothing by itself: there another server stops it. */
async function endRoom(world: World, product: string, taskId: string | null): Promise<void> {
  if (product === 'RONGCLOUD') await rongcloudRoom(world, 'end', {});
  else if (product === 'GME') await atOtherServer(world, 'gmeStopRecord', { bizId: BIZ, taskId });
  else if (ROOMS[product]) await world.room('end', ROOMS[product]);
}

/** A recording with something in it that runs for a minute. */
async function recorded(world: World, product: string, more: object = {}): Promise<Seen> {
  if (ROOMS[product]) await world.room('join', { ...ROOMS[product], user: 'alice' });
  if (product === 'RONGCLOUD') await rongcloudRoom(world, 'join', { user: 'alice', streams: STREAMS });
  const own = product === 'RONGCLOUD' ? { sessionId: null, ...more } : more; // the session of the room is looked up
  const recording = await world.recording(product, own);
  world.advance(MINUTE);
  return recording;
}

/** The server as it comes up again: another process on the same ledger. */
async function back(world: World): Promise<{ due: () => Promise<void>; engine: Engine }> {
  const { engine } = await schemaOf(world.providers, world.now, MACHINE_TIMING, world.ledger);
  const reconciler = new Reconciler(engine, MACHINE_TIMING);
  await world.ledger.breakLeases(world.now());
  return {
    engine,
    async due() {
      for (const product of PRODUCTS) while ((await reconciler.runDue(product)) > 0);
    },
  };
}

/** Goes on for ten minutes, as the server does: what is due, then what was called back. Every state that was seen. */
async function goOn(world: World, id: string, server: Awaited<ReturnType<typeof back>>, told: () => Promise<unknown>) {
  const states = new Set<string>();
  for (let at = 0; at < 10 * MINUTE; at += 10 * SECOND) {
    await server.due();
    states.add((await world.find(id)).state);
    await told();
    states.add((await world.find(id)).state);
    world.advance(10 * SECOND);
  }
  return { states, end: await world.find(id) };
}

describe.each(PRODUCTS)('a recording of %s', (product) => {
  it('whose callbacks were kept and not applied before an outage is COMPLETE after it, and never INCOMPLETE', async () => {
    const world = await World.open();
    const { callBack, settle, deliver } = await receive(world);
    callBack();
    const { id } = await recorded(world, product);
    await settle();
    await world.run('stopRecording', { id });
    await world.live(id, ({ endedAt }) => endedAt === null);
    world.advance(5 * MINUTE);
    await deliver();
    expect(isFinal((await world.row(id)).state)).toBe(false);

    world.advance(7 * HOUR);
    const server = await back(world);
    const { inbox } = await receive(world, server.engine);
    const { states, end } = await goOn(world, id, server, () => inbox.runDue());
    expect(end).toMatchObject({ state: 'COMPLETE', cause: 'CLIENT', filesOverdueAt: null });
    expect(states).not.toContain('INCOMPLETE');
  });

  it('that was stopped before an outage, and of which all callbacks are lost, is INCOMPLETE only where nobody can be asked', async () => {
    const world = await World.open();
    const { id } = await recorded(world, product);
    await world.run('stopRecording', { id });
    world.advance(7 * HOUR);
    const server = await back(world);
    const { states, end } = await goOn(world, id, server, () => Promise.resolve());
    const isAskable = ASKABLE.includes(product);
    expect(end).toMatchObject({ cause: 'CLIENT', ...(isAskable && { state: 'COMPLETE' }) });
    if (isAskable) expect(states).not.toContain('INCOMPLETE');
    else expect(['PROCESSING', 'INCOMPLETE']).toContain(end.state);
  });

  it('that ended by itself in an outage is not told as stopped by its stopBy, which passed later', async () => {
    const world = await World.open();
    const stopBy = new Date(world.now() + HOUR).toISOString();
    const { id, taskId } = await recorded(world, product, { stopBy, ...SHORT[product] });
    await endRoom(world, product, taskId);
    world.advance(3 * HOUR);
    const server = await back(world);
    const { end } = await goOn(world, id, server, () => Promise.resolve());
    expect(end['endedAt']).not.toBeNull();
    expect(end).toMatchObject({ wanted: 'RECORDING' });
    expect(end.cause).not.toBe('STOP_BY');
  });

  it('that still runs after an outage in which its stopBy passed is stopped', async () => {
    const world = await World.open();
    const { id } = await recorded(world, product, { stopBy: new Date(world.now() + HOUR).toISOString() });
    world.advance(3 * HOUR);
    const server = await back(world);
    const { end } = await goOn(world, id, server, () => Promise.resolve());
    expect(end).toMatchObject({ wanted: 'STOPPED', cause: 'STOP_BY' });
    expect(await world.running()).toEqual([]);
  });
});

describe.each(ASKABLE)('a recording of %s whose vendor refuses our keys for eight hours after its end', (product) => {
  it('is COMPLETE when the vendor answers again, and never INCOMPLETE', async () => {
    const world = await World.open();
    const { id } = await recorded(world, product);
    await world.run('stopRecording', { id });
    await world.live(id, ({ endedAt }) => endedAt === null);
    const action = product === 'TIW' ? 'DescribeOnlineRecord' : 'DescribeTaskInfo';
    world.fault(product, action, 'code', 'AuthFailure.SignatureFailure', 10_000);
    const states = new Set<string>();
    const until = world.now() + 8 * HOUR;
    const seen = await world.live(id, (row) => {
      states.add(row.state);
      return world.now() < until;
    });
    expect(seen).toMatchObject({ state: 'PROCESSING' });
    world.tencent.faults.clear();
    expect(await world.live(id)).toMatchObject({ state: 'COMPLETE', cause: 'CLIENT', filesOverdueAt: null });
    expect([...states]).toEqual(['PROCESSING']);
  });
});

describe('a recording of GME that is INCOMPLETE because its files came too late', () => {
  it('is COMPLETE once the vendor, asked by a client, has them', async () => {
    const world = await World.open();
    const { id } = await recorded(world, 'GME');
    await world.run('stopRecording', { id });
    // The vendor is not reached for more than a day after the time for files.
    world.fault('GME', 'DescribeTaskInfo', 'reset-before', undefined, 10_000);
    world.advance(30 * HOUR);
    await world.due('GME');
    expect(await world.find(id)).toMatchObject({ state: 'INCOMPLETE', cause: 'CLIENT', evidence: 'DEADLINE' });
    world.tencent.faults.clear();
    const { recording, errors } = await world.run('refreshRecording', { id });
    expect(errors).toEqual([]);
    expect(recording).toMatchObject({ state: 'COMPLETE', cause: 'CLIENT', evidence: 'POLL', filesOverdueAt: null });
  });
});
