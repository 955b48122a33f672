import { describe, expect, it } from 'vitest';
import { cloudEventOf } from '../../../../src/webhooks/cloud-event.ts';
import { STORES } from '../../../shared/both-stores.ts';
import { STARTS } from '../starts.ts';
import { codesOf, RecordingHarness } from '../harness.ts';

// A start that failed and can be retried leaves a FAILED recording. The retry with the same key makes another one, and each
// names the other: FAILED stays a state that is never left.

const KEY = { idempotencyKey: 'lesson-7' };
const THROTTLED = 'RequestLimitExceeded';

describe.each(STORES)('a retry with the key of a start that failed, with the ledger on $name', ({ open }) => {
  const harness = () => RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });

  it.each(STARTS)('is linked with the recording that failed, in both directions: $product', async (start) => {
    const house = await harness();
    const code = start.product === 'RONGCLOUD' ? '1008' : THROTTLED;
    house.fault(start.product, start.action, 'code', code, 5);
    const first = await house.start(start.product, KEY);
    expect(codesOf(first)).toEqual(['VENDOR_THROTTLED']);
    expect(first.recording).toMatchObject({ state: 'FAILED', retryOf: null, supersededBy: null });
    const second = await house.start(start.product, KEY);
    const [failed, retry] = [first.recording!.id, second.recording!.id];
    expect(second.recording).toMatchObject({ state: 'STARTING', retryOf: failed, supersededBy: null });
    const known = await house.find(failed);
    expect(known).toMatchObject({ state: 'FAILED', cause: 'REFUSED', retryOf: null, supersededBy: retry });
    expect(known.explanation).toContain(`Recording ${retry} is the retry`);
    expect(second.recording!.explanation).toContain(`a retry of recording ${failed}`);
    expect(await house.start(start.product, KEY)).toMatchObject({ replayed: true, recording: { id: retry } });
  });

  it('reports this in the changes and to webhooks, each recording with its own numbers', async () => {
    const house = await harness();
    house.fault('GME', 'StartRecord', 'code', THROTTLED, 5);
    const failed = (await house.start('GME', KEY)).recording!.id;
    const retry = (await house.start('GME', KEY)).recording!.id;
    const known = await house.find(failed);
    expect(known.changes.at(-1)).toMatchObject({ kind: 'SUPERSEDED', number: 3, from: 'FAILED', to: 'FAILED' });
    expect(known.changes.map(({ number }) => number)).toEqual([1, 2, 3]);
    const changes = await house.ledger.changesAfter(0, 10);
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
    const change = changes.find(({ kind }) => kind === 'SUPERSEDED')!;
    const first = house.ledger.lineage.first.id;
    expect(cloudEventOf({ change, recording: await house.row(failed) }, first)).toMatchObject({
      id: `${failed}.3`,
      type: 'tapedeck.recording.superseded',
      data: { change: { kind: 'SUPERSEDED' }, recording: { state: 'FAILED', supersededBy: retry, retryOf: null } },
    });
  });

  it('makes a chain where it fails, too', async () => {
    const house = await harness();
    house.fault('GME', 'StartRecord', 'code', THROTTLED, 10);
    const ids: string[] = [];
    for (let tries = 0; tries < 3; tries++) ids.push((await house.start('GME', KEY)).recording!.id);
    const [one, two, three] = await Promise.all(ids.map((id) => house.find(id)));
    expect([one!.retryOf, two!.retryOf, three!.retryOf]).toEqual([null, ids[0], ids[1]]);
    expect([one!.supersededBy, two!.supersededBy, three!.supersededBy]).toEqual([ids[1], ids[2], null]);
    expect(three!.state).toBe('STARTING');
  });

  it('is one recording for two calls at the same moment', async () => {
    const house = await harness();
    house.fault('GME', 'StartRecord', 'code', THROTTLED, 5);
    const failed = (await house.start('GME', KEY)).recording!.id;
    const both = await Promise.all([house.start('GME', KEY), house.start('GME', KEY)]);
    const ids = new Set(both.map(({ recording }) => recording!.id));
    expect(ids.size).toBe(1);
    expect((await house.find(failed)).supersededBy).toBe([...ids][0]);
    expect((await house.running()).length).toBe(1);
  });

  it('is no retry with another input, and the key is free all the same', async () => {
    const house = await harness();
    house.fault('GME', 'StartRecord', 'code', THROTTLED, 5);
    const failed = (await house.start('GME', KEY)).recording!.id;
    const other = await house.start('GME', { ...KEY, roomId: 'room-8' });
    expect(other).toMatchObject({ replayed: false, errors: [], recording: { retryOf: null } });
    expect((await house.find(failed)).supersededBy).toBeNull();
  });
});
