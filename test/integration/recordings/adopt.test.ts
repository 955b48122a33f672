import { describe, expect, it } from 'vitest';
import { STORES } from '../../shared/both-stores.ts';
import { ORPHANS } from './documents.ts';
import { APP, BIZ, RONG_APP, STARTS } from './starts.ts';
import { courseOf, HOUR, MINUTE, NOW, SECOND, RecordingHarness } from './harness.ts';

const products = STARTS.map(({ product }) => product);

/** What somebody has to know of a task of each product. */
function knownOf(product: string, taskId: string | null): object {
  const known: Readonly<Record<string, object>> = {
    TIW: { account: String(APP), taskId },
    GME: { account: String(BIZ), taskId, room: 'room-7' },
    TRTC_ROOM: { account: String(APP), taskId, room: '3560' },
    TRTC_WEB: { account: String(APP), taskId },
    RONGCLOUD: { account: RONG_APP, taskId, room: 'room-7', sessionId: 'session-7' },
  };
  return { product, ...known[product] };
}

describe.each(STORES)('adoptRecording, with the ledger on $name', ({ open }) => {
  const harness = () => RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });

  it.each(products)('takes a task over that was started elsewhere, and brings it to its end: %s', async (product) => {
    const house = await harness();
    const { taskId } = await house.startElsewhere(product);
    house.advance(10 * SECOND);
    const own = { labels: [{ name: 'found', value: 'yes' }], metadata: [{ name: 'by', value: 'me' }] };
    const { recording, errors } = await house.run('adoptRecording', { ...knownOf(product, taskId), ...own });
    expect(errors).toEqual([]);
    expect(recording).toMatchObject({ product, taskId, attempts: 0, sentAt: null, wanted: 'RECORDING', ...own });
    // RongCloud tells nothing of recordings.
    expect(recording!.state).toBe(product === 'RONGCLOUD' ? 'STARTING' : 'RECORDING');
    await house.run('stopRecording', { id: recording!.id });
    const ended = await house.live(recording!.id, ({ endedAt }) => endedAt === null);
    expect(ended).toMatchObject({ cause: 'CLIENT' });
    expect(await house.running()).toEqual([]);
  });

  it.each(products)('answers a task of the ledger as it is: %s', async (product) => {
    const house = await harness();
    const { id, taskId } = await house.recording(product);
    const again = await house.run('adoptRecording', knownOf(product, taskId));
    expect(again).toMatchObject({ errors: [], recording: { id } });
    expect(await house.ledger.counts()).toMatchObject([{ product, count: 1 }]);
  });

  it.each(products)('refuses a task that the vendor does not run: %s', async (product) => {
    const house = await harness();
    const { recording, errors } = await house.run('adoptRecording', knownOf(product, '446192236330927912'));
    expect(recording).toBeNull();
    const field = product === 'RONGCLOUD' ? 'sessionId' : 'taskId';
    expect(errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', field] }]);
    expect(await house.ledger.counts()).toEqual([]);
  });

  it('takes an orphan off the list', async () => {
    const house = await harness();
    await house.ledger.seeOrphans([
      {
        product: 'TRTC_WEB',
        ...{ taskId: (await house.startElsewhere('TRTC_WEB')).taskId!, account: String(APP), room: null, ref: {} },
        ...{ surplusOf: null, startedAt: null, lastSeenAt: NOW, nextActionAt: null },
      },
    ]);
    const [{ taskId }] = await house.ask<[{ taskId: string }]>(ORPHANS, {});
    await house.run('adoptRecording', knownOf('TRTC_WEB', taskId));
    expect(await house.ask(ORPHANS, {})).toEqual([]);
  });

  it('takes one task over once for two calls at the same moment', async () => {
    const house = await harness();
    const { taskId } = await house.startElsewhere('GME');
    const both = await Promise.all([1, 2].map(() => house.run('adoptRecording', knownOf('GME', taskId))));
    expect(both.map(({ errors }) => errors)).toEqual([[], []]);
    expect(new Set(both.map(({ recording }) => recording!.id)).size).toBe(1);
    expect(await house.ledger.counts()).toMatchObject([{ product: 'GME', count: 1 }]);
  });
});

describe('adoptRecording', () => {
  it('keeps an end for what it takes over', async () => {
    const house = await RecordingHarness.open();
    const { taskId } = await house.startElsewhere('GME');
    const stopBy = new Date(NOW + HOUR).toISOString();
    const { recording } = await house.run('adoptRecording', { ...knownOf('GME', taskId), stopBy });
    await house.live(recording!.id, ({ endedAt }) => endedAt === null);
    expect(house.now() - NOW - HOUR).toBeLessThan(MINUTE);
    expect(await house.running()).toEqual([]);
  });

  it('puts down how the recording came here', async () => {
    const house = await RecordingHarness.open();
    const { taskId } = await house.startElsewhere('TRTC_WEB');
    const { recording } = await house.run('adoptRecording', knownOf('TRTC_WEB', taskId));
    expect(courseOf(recording!)).toEqual(['STARTING', 'RECORDING']);
    expect(recording!.changes.map(({ evidence }) => evidence)).toEqual(['CLIENT', 'POLL']);
  });

  it.each([
    ['TIW', 'taskId', {}],
    ['GME', 'room', { taskId: '1' }],
    ['GME', 'taskId', { taskId: 'letters', room: '7' }],
    ['TRTC_ROOM', 'taskId', {}],
    ['TRTC_WEB', 'taskId', { room: '7' }],
    ['RONGCLOUD', 'sessionId', { account: RONG_APP, room: '7' }],
    ['RONGCLOUD', 'account', { room: '7', sessionId: 's' }],
    ['TIW', 'region', { taskId: '1', region: 'ap-nowhere' }],
  ])('says what it lacks: %s %s', async (product, field, given) => {
    const house = await RecordingHarness.open();
    const { errors } = await house.run('adoptRecording', { product, account: String(APP), ...given });
    expect(errors.map(({ code, path }) => ({ code, path }))).toEqual([
      { code: 'INVALID_INPUT', path: ['input', field] },
    ]);
  });

  it('answers what the vendor says when it cannot be asked', async () => {
    const house = await RecordingHarness.open();
    const { taskId } = await house.startElsewhere('GME');
    house.fault('GME', 'DescribeTaskInfo', 'reset-before', undefined, 3);
    const { recording, errors } = await house.run('adoptRecording', knownOf('GME', taskId));
    expect(recording).toBeNull();
    expect(errors).toMatchObject([{ code: 'VENDOR_UNAVAILABLE', retryable: true }]);
    expect(await house.ledger.counts()).toEqual([]);
  });

  it('refuses an end that lies in the past', async () => {
    const house = await RecordingHarness.open();
    const { taskId } = await house.startElsewhere('GME');
    const stopBy = new Date(NOW - HOUR).toISOString();
    const { errors } = await house.run('adoptRecording', { ...knownOf('GME', taskId), stopBy });
    expect(errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'stopBy'] }]);
    expect(await house.running()).toHaveLength(1);
  });
});

describe('a task of RongCloud, which has no id that can be asked for', () => {
  it('is answered as it is when the ledger has a recording of its session', async () => {
    const house = await RecordingHarness.open();
    const { id } = await house.recording('RONGCLOUD');
    const { recording } = await house.run('adoptRecording', knownOf('RONGCLOUD', null));
    expect(recording).toMatchObject({ id });
    expect(await house.ledger.counts()).toMatchObject([{ count: 1 }]);
  });

  it('is taken over once, also without its id', async () => {
    const house = await RecordingHarness.open();
    await house.startElsewhere('RONGCLOUD');
    const adopt = () => house.run('adoptRecording', knownOf('RONGCLOUD', null));
    const all = [...(await Promise.all([adopt(), adopt()])), await adopt()];
    expect(new Set(all.map(({ recording }) => recording!.id)).size).toBe(1);
  });

  it('can be taken over again when the recording before it has ended', async () => {
    const house = await RecordingHarness.open();
    await house.startElsewhere('RONGCLOUD');
    const first = await house.run('adoptRecording', knownOf('RONGCLOUD', null));
    await house.run('stopRecording', { id: first.recording!.id });
    await house.live(first.recording!.id);
    await house.startElsewhere('RONGCLOUD');
    const second = await house.run('adoptRecording', knownOf('RONGCLOUD', null));
    expect(second).toMatchObject({ errors: [], recording: { state: 'STARTING' } });
    expect(second.recording!.id).not.toBe(first.recording!.id);
  });
});
