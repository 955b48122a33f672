import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RecordingState } from '../../../../src/domain/recording.ts';
import { POSTGRES } from '../../../shared/both-stores.ts';
import { LEDGER_STORES } from '../../../shared/ledger-stores.ts';
import { file, idOf, recording } from '../../../shared/ledger/sample.ts';

describe.each(LEDGER_STORES)('changes on $name', ({ open }) => {
  it('are numbered over all recordings from 1, without a gap, in the order of their commits', async () => {
    const { ledger } = await open();
    const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
    await Promise.all(numbers.map((number) => ledger.insert(recording(number))));
    const seen: number[] = [];
    const reading = (async () => {
      while (seen.length < 180) {
        const changes = await ledger.changesAfter(seen.at(-1) ?? 0, 7);
        seen.push(...changes.map(({ seq }) => seq));
        await new Promise((resolve) => setImmediate(resolve)); // lets the writers run
      }
    })();
    for (const state of [RecordingState.PAUSED, RecordingState.RECORDING]) {
      await Promise.all(numbers.map((number) => ledger.update(idOf(number), () => ({ at: 5, set: { state } }))));
    }
    await reading;
    expect(seen).toEqual(Array.from({ length: 180 }, (_, index) => index + 1));
    expect(await ledger.lastSeq()).toBe(180);
    expect(await ledger.changesAfter(180, 10)).toEqual([]);
  });

  it('of one recording are numbered in their order, whoever makes them', async () => {
    const { ledger, reopen } = await open();
    const ledgers = ledger.shared ? [ledger, await reopen()] : [ledger];
    for (const number of [1, 2, 3]) await ledger.insert(recording(number));
    const makers = Array.from({ length: 60 }, (_, index) => index);
    await Promise.all(
      makers.map((index) =>
        ledgers[index % ledgers.length]!.update(idOf(1 + (index % 3)), ({ state }) => ({
          at: 5,
          set: { state: state === RecordingState.PAUSED ? RecordingState.RECORDING : RecordingState.PAUSED },
        })),
      ),
    );
    const changes = await ledger.changesAfter(0, 100);
    for (const number of [1, 2, 3]) {
      const own = changes.filter(({ recordingId }) => recordingId === idOf(number));
      expect(own.map((change) => change.number)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    }
  });

  it('report files one by one, before the state that came with them', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    const files = ['a.mp4', 'b.mp4'].map((name) => file(name, { state: 'READY' }));
    await ledger.update(idOf(1), () => ({ at: 5, files, set: { state: RecordingState.COMPLETE } }));
    await ledger.update(idOf(1), () => ({ at: 6, files }));
    const changes = await ledger.changesOf([idOf(1)]);
    expect(changes.map(({ number, kind, file, to }) => [number, kind, file, to])).toEqual([
      [1, 'STATE', null, 'STARTING'],
      [2, 'FILE', 'a.mp4', 'STARTING'],
      [3, 'FILE', 'b.mp4', 'STARTING'],
      [4, 'STATE', null, 'COMPLETE'],
    ]);
    expect((await ledger.find(idOf(1)))?.lastChange).toBe(4);
  });

  it('are read a few of each recording, from the first or behind a number', async () => {
    const { ledger } = await open();
    for (const number of [1, 2]) await ledger.insert(recording(number));
    for (const [number, at] of [1, 1, 2, 1, 2].entries()) {
      await ledger.update(idOf(at), () => ({ at: 5, files: [file(`${number}.mp4`)] }));
    }
    const read = async (wanted: Parameters<typeof ledger.changesOf>[1]) =>
      (await ledger.changesOf([idOf(2), idOf(1)], wanted)).map(({ recordingId, number }) => `${recordingId} ${number}`);
    const [one, two] = [idOf(1), idOf(2)];
    expect(await read({ each: 2 })).toEqual([`${one} 1`, `${one} 2`, `${two} 1`, `${two} 2`]);
    const third = (await ledger.changesOf([one]))[1]!.seq;
    expect(await read({ each: 1, after: third })).toEqual([`${one} 3`, `${two} 2`]);
    expect(await read({ limit: 5 })).toHaveLength(5);
    expect(await read({})).toHaveLength(7);
  });

  it('leave no gap where a commit failed', async () => {
    const { ledger } = await open();
    await ledger.insert(recording(1));
    await expect(ledger.insert(recording(1))).rejects.toThrow();
    await ledger.insert(recording(2));
    expect((await ledger.changesAfter(0, 10)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('notify listeners until they unsubscribe', async () => {
    const { ledger } = await open();
    let told = 0;
    const giveUp = ledger.onChanges(() => (told += 1));
    await ledger.insert(recording(1));
    await expect.poll(() => told).toBeGreaterThan(0);
    giveUp();
    await ledger.insert(recording(2));
    const before = told;
    await ledger.update(idOf(2), () => ({ at: 5, set: { state: RecordingState.PAUSED } }));
    expect(told).toBe(before);
  });

  it('notify other processes of the same store, if the store can have several', async () => {
    const { ledger, reopen } = await open();
    if (!ledger.shared) return;
    const other = await reopen();
    let told = 0;
    other.onChanges(() => (told += 1));
    await expect.poll(() => told).toBe(1); // it listens
    await ledger.insert(recording(1));
    await expect.poll(() => told).toBe(2);
  });
});

describe('changes on PostgreSQL', () => {
  it('that a process committed and did not live to number are numbered by who reads them', async () => {
    const { ledger, url } = await POSTGRES.open();
    await ledger.insert(recording(1));
    await ledger.lastSeq();
    const client = await connectTo(url);
    await client.query(COPY_OF_FIRST_CHANGE);
    expect((await ledger.changesAfter(1, 10)).map(({ seq, number }) => [seq, number])).toEqual([[2, 2]]);
    await client.query(COPY_OF_FIRST_CHANGE.replace('2', '3'));
    expect(await ledger.lastSeq()).toBe(3);
  });

  it('are sent while another commit is delayed, and the delayed changes are sent after their commit', async () => {
    const { ledger, url } = await POSTGRES.open();
    await ledger.insert(recording(1));
    const paused = await connectTo(url);
    await paused.query(`begin; ${COPY_OF_FIRST_CHANGE}`);
    await ledger.insert(recording(2));
    expect((await ledger.changesAfter(1, 10)).map(({ seq, recordingId }) => [seq, recordingId])).toEqual([
      [2, idOf(2)],
    ]);
    await paused.query('commit');
    expect((await ledger.changesAfter(2, 10)).map(({ seq, recordingId }) => [seq, recordingId])).toEqual([
      [3, idOf(1)],
    ]);
  });
});

/** Inserts the second change of the only recording without the ledger. */
const COPY_OF_FIRST_CHANGE = `insert into changes (recording_id, number, kind, at, to_state, evidence)
  select recording_id, 2, kind, at, to_state, evidence from changes where number = 1 limit 1`;

async function connectTo(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}
