import { describe, expect, it, vi } from 'vitest';
import { recording } from '../../../shared/ledger/sample.ts';
import { openLedger } from '../../../../src/ledger/open-ledger.ts';
import { newRecordingId } from '../../../../src/domain/recording-id.ts';
import { RecordingState } from '../../../../src/domain/recording.ts';
import { STORES } from '../../../shared/both-stores.ts';
import { actionOf } from '../held-calls.ts';
import { NOW, RecordingHarness } from '../harness.ts';

const STOP = `mutation ($input: StopRecordingsInput!) {
  it: stopRecordings(input: $input) {
    results { id recording { id state wanted } errors { code path } }
    hasMore replayed errors { code message path }
  }
}`;

interface Answer {
  readonly results:
    | readonly { readonly id: string; readonly recording: { state: string; wanted: string } | null; errors: object[] }[]
    | null;
  readonly hasMore: boolean | null;
  readonly replayed: boolean;
  readonly errors: readonly { readonly code: string; readonly message: string }[];
}

const stop = (house: RecordingHarness, input: object): Promise<Answer> => house.ask(STOP, { input });

describe.each(STORES)('stopRecordings, with the ledger on $name', ({ open }) => {
  it('stops the recordings of its ids, and reports the outcome of each', async () => {
    const house = await RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });
    const { id: one } = await house.recording('TIW');
    const { id: other } = await house.recording('GME');
    const { id: left } = await house.recording('TRTC_WEB');
    const none = newRecordingId(1);
    const { results, hasMore, errors } = await stop(house, { ids: [other, none, one] });
    expect(results).toMatchObject([
      { id: other, recording: { wanted: 'STOPPED' }, errors: [] },
      { id: none, recording: null, errors: [{ code: 'RECORDING_NOT_FOUND', path: ['input', 'ids', '1'] }] },
      { id: one, recording: { wanted: 'STOPPED' }, errors: [] },
    ]);
    expect({ hasMore, errors }).toEqual({ hasMore: false, errors: [] });
    const calls = ['StopOnlineRecord', 'StopRecord', 'StopWebRecord'].map((action) => house.calls(action));
    expect(calls).toEqual([1, 1, 0]);
    expect(await house.row(left)).toMatchObject({ wanted: 'RECORDING' });
  });

  it('stops the oldest 100 that fulfil a filter and go on, and says that there are more', async () => {
    const house = await RecordingHarness.open({ ledger: async (now) => (await open({ now })).ledger });
    // Of starts that were never sent nothing has to be asked.
    for (let number = 0; number < 120; number++) {
      await house.ledger.insert(
        recording(number, {
          id: newRecordingId(NOW + number, new Uint8Array(12)),
          state: RecordingState.REQUESTED,
          labels: { tenant: number % 20 === 19 ? 'b' : 'a' },
        }),
      );
    }
    const filter = { labels: [{ name: 'tenant', value: 'a' }] };
    const first = await stop(house, { filter, idempotencyKey: 'first' });
    expect(first.results).toHaveLength(100);
    expect(first.results!.every(({ recording }) => recording?.state === 'FAILED')).toBe(true);
    expect(first.hasMore).toBe(true);
    const second = await stop(house, { filter });
    expect(second.results).toHaveLength(14);
    expect(second.hasMore).toBe(false);
    expect((await stop(house, { filter })).results).toEqual([]);
    expect(await stop(house, { filter, idempotencyKey: 'first' })).toEqual({ ...first, replayed: true });
    expect((await stop(house, { all: true })).results).toHaveLength(6);
  });
});

describe('stopRecordings', () => {
  it.each([[{}], [{ filter: {} }], [{ filter: { room: '', states: [], product: null }, ids: [] }], [{ all: false }]])(
    'stops nothing when nobody says what: %j',
    async (input) => {
      const house = await RecordingHarness.open();
      const { id } = await house.recording('TIW');
      const { results, hasMore, errors } = await stop(house, input);
      expect({ results, hasMore }).toEqual({ results: null, hasMore: null });
      expect(errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'ids'] }]);
      expect(await house.row(id)).toMatchObject({ wanted: 'RECORDING' });
    },
  );

  it.each([
    [{ ids: ['rec_1'], all: true }],
    [{ ids: ['rec_1'], filter: { product: 'TIW' } }],
    [{ all: true, filter: { product: 'TIW' } }],
  ])('takes one way to say which: %j', async (input) => {
    const house = await RecordingHarness.open();
    expect((await stop(house, input)).errors).toMatchObject([{ code: 'INVALID_INPUT' }]);
  });

  it('takes 100 ids at most', async () => {
    const house = await RecordingHarness.open();
    const ids = Array.from({ length: 101 }, (_, number) => `rec_${number}`);
    expect((await stop(house, { ids })).errors).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'ids'] }]);
  });

  it('stops the others where one cannot be stopped, and keeps the wish of that one', async () => {
    const house = await RecordingHarness.open();
    const { id: one } = await house.recording('TIW');
    const { id: other } = await house.recording('GME');
    house.fault('TIW', 'StopOnlineRecord', 'reset-before', undefined, 9);
    const { results } = await stop(house, { filter: { products: ['TIW', 'GME'] } });
    expect(results).toMatchObject([
      { id: one, recording: { state: 'STOPPING' } },
      { id: other, recording: { wanted: 'STOPPED' } },
    ]);
    expect(await house.row(one)).toMatchObject({ wanted: 'STOPPED', endedAt: null });
  });

  it('finds what goes on behind any number of recordings that have ended', async () => {
    const house = await RecordingHarness.open({
      ledger: async (now) => {
        const ledger = await openLedger({ url: 'sqlite::memory:', now });
        const page = ledger.page.bind(ledger);
        // It looks at 50 recordings, in the place of 10,000.
        vi.spyOn(ledger, 'page').mockImplementation((filter, window) => page(filter, window, { left: 50 }));
        return ledger;
      },
    });
    const labels = { tenant: 'a' };
    for (let number = 0; number < 130; number++) {
      const state = number < 120 ? RecordingState.COMPLETE : RecordingState.REQUESTED;
      const id = newRecordingId(NOW + number, new Uint8Array(12));
      await house.ledger.insert(recording(number, { id, state, labels }));
    }
    const { results, hasMore } = await stop(house, { filter: { labels: [{ name: 'tenant' }] } });
    expect(results).toHaveLength(10);
    expect(hasMore).toBe(false);
  });

  it('waits for 10 vendors at a time', async () => {
    const house = await RecordingHarness.open();
    const ids: string[] = [];
    for (let number = 0; number < 15; number++) ids.push((await house.recording('GME', { roomId: `r${number}` })).id);
    let underWay = 0;
    let most = 0;
    const { release, held } = (() => {
      let open: () => void = () => undefined;
      return { held: new Promise<void>((resolve) => (open = resolve)), release: () => open() };
    })();
    house.held.onCall = async (call) => {
      if (actionOf(call) !== 'StopRecord') return;
      most = Math.max(most, (underWay += 1));
      if (underWay === 10) release();
      await held;
      underWay -= 1;
    };
    const { results } = await stop(house, { ids });
    expect(results).toHaveLength(15);
    expect(most).toBe(10);
  });
});
