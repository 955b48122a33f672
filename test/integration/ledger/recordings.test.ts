import { describe, expect, it } from 'vitest';
import { RecordingErrorCode } from '../../../src/errors.ts';
import type { Recording } from '../../../src/ledger/contract/entities.ts';
import { Evidence, RecordingCause, RecordingState } from '../../../src/domain/recording.ts';
import { LEDGER_STORES } from '../../shared/ledger-stores.ts';
import { file, idOf, key, MADE_AT, recording, UNLINKED } from '../../shared/ledger/sample.ts';

const LATER = MADE_AT + 5000;

describe.each(LEDGER_STORES)('a recording on $name', ({ open }) => {
  it('comes back as it was put down', async () => {
    const { ledger } = await open();
    const given = recording(1, {
      labels: { tenant: 'ä', course: '7' },
      metadata: { note: 'x' },
      errors: [{ code: RecordingErrorCode.VENDOR_THROTTLED, message: 'Too many calls.', retryable: true }],
      answer: { taskId: 12_345_678_901_234_567_890n },
      accepted: true,
      nextActionAt: LATER,
    });
    expect(await ledger.insert(given)).toEqual({ taken: null, retryOf: null });
    const expected: Recording = {
      ...given,
      ...UNLINKED,
      results: null,
      tries: 0,
      lastChange: 1,
      updatedAt: MADE_AT,
      newsAt: MADE_AT,
    };
    expect(await ledger.find(given.id)).toEqual(expected);
  });

  it('outlives a restart', async () => {
    const { ledger, reopen } = await open();
    await ledger.insert(recording(1));
    expect((await (await reopen()).find(idOf(1)))?.id).toBe(idOf(1));
  });

  it('begins with its first change', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    expect(await ledger.changesOf([idOf(1)])).toEqual([
      {
        seq: 1,
        epoch: ledger.lineage.current.id,
        kind: 'STATE',
        file: null,
        fileTask: '',
        recordingId: idOf(1),
        number: 1,
        at: MADE_AT,
        from: null,
        to: 'STARTING',
        cause: null,
        evidence: 'CLIENT',
      },
    ]);
  });

  it('is not there before it was put down', async () => {
    const { ledger } = await open();
    expect(await ledger.find(idOf(1))).toBeUndefined();
  });

  it('is found by its task and by its key, the newest where there are several', async () => {
    const { ledger } = await open();
    for (const number of [1, 3, 2]) await ledger.insert(recording(number, { taskId: 'task', vendorKey: 'robot' }));
    await ledger.insert(recording(4, { taskId: 'task', vendorKey: 'robot', product: 'GME' }));
    expect((await ledger.findByTask('TIW', 'task'))?.id).toBe(idOf(3));
    expect((await ledger.findByVendorKey('TIW', 'robot'))?.id).toBe(idOf(3));
    expect(await ledger.findByTask('TIW', 'other')).toBeUndefined();
  });

  it('is counted by product and state', async () => {
    const { ledger } = await open();
    for (const number of [1, 2]) await ledger.insert(recording(number));
    await ledger.insert(recording(3, { product: 'GME', state: RecordingState.PAUSED }));
    expect(await ledger.counts()).toEqual([
      { product: 'GME', state: 'PAUSED', count: 1 },
      { product: 'TIW', state: 'STARTING', count: 2 },
    ]);
  });

  it('counts as live while a worker holds it and its end was not seen', async () => {
    const { ledger } = await open();
    for (const number of [1, 2]) await ledger.insert(recording(number, { nextActionAt: MADE_AT }));
    await ledger.insert(recording(3, { product: 'GME' }));
    await ledger.insert(recording(4, { nextActionAt: MADE_AT, endedAt: MADE_AT }));
    expect([...(await ledger.countLive())]).toEqual([['TIW', 2]]);
  });

  it('reports the applications of a product with the reference of the newest recording', async () => {
    const { ledger } = await open({ now: () => MADE_AT + 31 * 86_400_000 });
    const recent = { createdAt: MADE_AT + 10 * 86_400_000 };
    await ledger.insert(recording(1, { account: 'a', ref: { n: 1 }, ...recent }));
    await ledger.insert(recording(2, { account: 'b', ref: { n: 2 }, ...recent }));
    await ledger.insert(recording(3, { account: 'a', ref: { n: 3 }, ...recent }));
    await ledger.insert(recording(4, { account: 'c', ref: { n: 4 }, product: 'GME', ...recent }));
    await ledger.insert(recording(5, { account: 'old', ref: { n: 5 } }));
    expect(await ledger.accountsOf('TIW')).toEqual([
      { account: 'a', ref: { n: 3 } },
      { account: 'b', ref: { n: 2 } },
    ]);
    expect(await ledger.accountsOf('TRTC_WEB')).toEqual([]);
  });
});

describe.each(LEDGER_STORES)('a change on $name', ({ open }) => {
  it('writes what was decided, numbered and dated', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    const set = {
      state: RecordingState.RECORDING,
      cause: RecordingCause.CLIENT,
      evidence: Evidence.CALLBACK,
      taskId: 'task',
      answer: { taskId: 'task' },
    };
    const result = await ledger.update(idOf(1), () => ({ at: LATER, set }));
    const begun = { ...UNLINKED, results: null, tries: 0, lastChange: 2, updatedAt: LATER, newsAt: LATER };
    expect(result).toEqual({ outcome: 'changed', row: { ...recording(1), ...begun, ...set } });
    expect(await ledger.find(idOf(1))).toEqual(result?.row);
    expect((await ledger.changesOf([idOf(1)]))[1]).toMatchObject({
      number: 2,
      at: LATER,
      from: 'STARTING',
      to: 'RECORDING',
      cause: 'CLIENT',
      evidence: 'CALLBACK',
    });
  });

  it('that leaves the state as it is has no number and is no news', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    const result = await ledger.update(idOf(1), () => ({ at: LATER, set: { tries: 3 } }));
    expect(result?.row).toMatchObject({ tries: 3, lastChange: 1, updatedAt: LATER, newsAt: MADE_AT });
    expect(await ledger.changesOf([idOf(1)])).toHaveLength(1);
  });

  it.each([
    ['nothing is decided', undefined],
    ['what is decided is so already', { at: LATER, set: { room: '4294967295', labels: {} }, files: [] }],
  ])('changes nothing when %s', async (_case, patch) => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    const result = await ledger.update(idOf(1), () => patch);
    expect(result?.outcome).toBe('unchanged');
    expect((await ledger.find(idOf(1)))?.updatedAt).toBe(MADE_AT);
  });

  it('of no recording is undefined', async () => {
    const { ledger } = await open();
    expect(await ledger.update(idOf(1), () => ({ at: LATER }))).toBeUndefined();
  });

  it('is lost with an old fence, and is not decided on', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1, { nextActionAt: MADE_AT }));
    const [claimed] = await ledger.claimDue('TIW', LATER, LATER + 1000, 1);
    const asked: string[] = [];
    const decide = ({ id }: Recording) => {
      asked.push(id);
      return { at: LATER, set: { tries: 1 } };
    };
    expect(await ledger.update(idOf(1), decide, claimed!.fence - 1)).toMatchObject({ outcome: 'lost' });
    expect(asked).toEqual([]);
    expect(await ledger.update(idOf(1), decide, claimed!.fence)).toMatchObject({ outcome: 'changed' });
  });

  it('passes on what the decision throws, and writes nothing', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    const fault = new RangeError('no');
    const change = ledger.update(idOf(1), () => {
      throw fault;
    });
    await expect(change).rejects.toBe(fault);
    expect((await ledger.find(idOf(1)))?.updatedAt).toBe(MADE_AT);
  });

  it('is one of many at a time that lose nothing', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    await Promise.all(
      Array.from({ length: 30 }, () =>
        ledger.update(idOf(1), ({ tries }) => ({ at: LATER, set: { tries: tries + 1 } })),
      ),
    );
    expect((await ledger.find(idOf(1)))?.tries).toBe(30);
  });

  it('of labels moves the recording to other filters', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1, { labels: { tenant: 'a' } }));
    await ledger.update(idOf(1), () => ({ at: LATER, set: { labels: { tenant: 'b' } } }));
    const having = async (value: string) =>
      (await ledger.page({ labels: [{ name: 'tenant', value }] }, { order: 'NEWEST_FIRST', take: { first: 9 } })).rows;
    expect(await having('a')).toEqual([]);
    expect(await having('b')).toHaveLength(1);
  });

  it('of labels is numbered, and keeps those that the recording had before', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1, { labels: { tenant: 'a' } }));
    const set = { state: RecordingState.RECORDING, labels: { tenant: 'b' } };
    const changed = await ledger.update(idOf(1), () => ({ at: LATER, set }));
    await ledger.update(idOf(1), () => ({ at: LATER, set: { labels: {} } }));
    expect(changed?.row).toMatchObject({ lastChange: 3, newsAt: LATER });
    expect(await ledger.changesOf([idOf(1)])).toMatchObject([
      { number: 1, kind: 'STATE' },
      { number: 2, kind: 'STATE', from: 'STARTING', to: 'RECORDING' },
      { number: 3, kind: 'LABELS', from: 'RECORDING', to: 'RECORDING' },
      { number: 4, kind: 'LABELS' },
    ]);
    expect((await ledger.find(idOf(1)))?.earlierLabels).toEqual([
      { before: 3, labels: { tenant: 'a' } },
      { before: 4, labels: { tenant: 'b' } },
    ]);
  });

  it('frees the key of the start', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1), key());
    await ledger.update(idOf(1), () => ({ at: LATER, releaseKey: true }));
    expect(await ledger.findKey('key-1')).toBeUndefined();
    expect((await ledger.insert(recording(2), key())).taken).toBeNull();
  });
});

describe.each(LEDGER_STORES)('files on $name', ({ open }) => {
  it('are put down once, and again only with news', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    const told = [file('a.mp4', { sizeBytes: 2 ** 40, beginsAt: 1.5 }), file('b.mp4', { url: 'https://x/b' })];
    expect((await ledger.update(idOf(1), () => ({ at: LATER, files: told })))?.row.newsAt).toBe(LATER);
    expect((await ledger.update(idOf(1), () => ({ at: LATER + 1, files: told })))?.outcome).toBe('unchanged');
    expect(await ledger.filesOf([idOf(1)])).toEqual([
      { ...told[0], beginsAt: 2, recordingId: idOf(1), seenAt: LATER },
      { ...told[1], recordingId: idOf(1), seenAt: LATER },
    ]);
  });

  it('never go back, and keep members that are not reported again', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    const tell = (given: Parameters<typeof file>[1]) =>
      ledger.update(idOf(1), () => ({ at: LATER, files: [file('a.mp4', given)] }));
    await tell({ state: 'READY', url: 'https://x/a', userId: 'u' });
    await tell({ state: 'PROCESSING', sizeBytes: 7 });
    expect(await ledger.filesOf([idOf(1)])).toMatchObject([
      { state: 'READY', url: 'https://x/a', userId: 'u', sizeBytes: 7 },
    ]);
  });

  it('that are reported twice at once are one', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    const files = [file('a.mp4', { url: 'https://x/a' }), file('a.mp4', { state: 'READY' })];
    await ledger.update(idOf(1), () => ({ at: LATER, files }));
    expect(await ledger.filesOf([idOf(1)])).toMatchObject([{ state: 'READY', url: 'https://x/a' }]);
  });

  it('and changes are asked for by several recordings at a time, or none', async () => {
    const { ledger } = await open();
    for (const number of [1, 2]) {
      await ledger.insert(recording(number));
      await ledger.update(idOf(number), () => ({ at: LATER, files: [file('a.mp4')] }));
    }
    expect((await ledger.filesOf([idOf(1), idOf(2)])).map(({ recordingId }) => recordingId)).toEqual([
      idOf(1),
      idOf(2),
    ]);
    expect(await ledger.changesOf([idOf(1), idOf(2)])).toHaveLength(4);
    expect([...(await ledger.filesOf([])), ...(await ledger.changesOf([]))]).toEqual([]);
  });
});
