import { describe, expect, it } from 'vitest';
import { START } from '../../../src/events/cursor.ts';
import { RecordingState } from '../../../src/domain/recording.ts';
import { file } from '../../shared/ledger/sample.ts';
import { STORES } from '../../shared/both-stores.ts';
import { begin, overWebSocket, serverOver } from './live-harness.ts';

const FIELDS = '{ cursor kind from to transition recording { state } }';
const ONE_BY_ONE = `subscription ($after: String, $filter: RecordingChangeFilterInput) {
  it: recordingChanged(after: $after, filter: $filter) ${FIELDS}
}`;
const BATCHES = `subscription ($after: String, $filter: RecordingChangeFilterInput) {
  it: recordingChanges(after: $after, filter: $filter) ${FIELDS}
}`;

interface Told {
  readonly cursor: string;
  readonly transition: string | null;
  readonly to: string;
}

const PAUSED = { filter: { states: ['PAUSED'] } };

describe.each(STORES)('the transition of a change, with the ledger on $name', ({ open }) => {
  it('reports when a recording enters and leaves the filter, also after a pause, and of long ago', async () => {
    const { ledger } = await open();
    const client = overWebSocket(await serverOver(ledger));
    const [id] = await begin(ledger, 1);
    const to = (state: RecordingState) => ledger.update(id!, () => ({ at: 5, set: { state } }));
    await to(RecordingState.PAUSED);
    await ledger.update(id!, () => ({ at: 6, files: [file('a.mp4')] }));
    await to(RecordingState.RECORDING);
    await to(RecordingState.PAUSED);
    await to(RecordingState.COMPLETE); // how it stands today says nothing of the changes
    const read = async (count: number, variables: object): Promise<Told[]> => {
      const answers = client.iterate<{ it: Told }>({ query: ONE_BY_ONE, variables: { ...variables } });
      const told: Told[] = [];
      while (told.length < count) told.push(((await answers.next()).value as { data: { it: Told } }).data.it);
      await answers.return?.();
      return told;
    };
    const told = await read(5, { after: START, ...PAUSED });
    expect(told.map(({ transition }) => transition)).toEqual(['ENTERED', 'CHANGED', 'LEFT', 'ENTERED', 'LEFT']);
    expect(told.at(-1)).toMatchObject({ from: 'PAUSED', to: 'COMPLETE' });
    for (const [place, { cursor }] of told.slice(0, -1).entries()) {
      expect(await read(4 - place, { after: cursor, ...PAUSED })).toEqual(told.slice(place + 1));
    }
    // Another filter, another transition of the same changes.
    const all = await read(6, { after: START });
    expect(all.map(({ transition }) => transition)).toEqual(['ENTERED', ...Array<string>(5).fill('CHANGED')]);

    const batches = client.iterate<{ it: Told[] }>({ query: BATCHES, variables: { after: START, ...PAUSED } });
    const first = (await batches.next()).value as { data: { it: Told[] } };
    expect(first.data.it).toEqual(told);
    await batches.return?.();
  });

  it('is that of the labels which the recording had', async () => {
    const { ledger } = await open();
    const client = overWebSocket(await serverOver(ledger));
    const [id] = await begin(ledger, 1);
    await ledger.update(id!, () => ({ at: 5, set: { state: RecordingState.PAUSED } }));
    await ledger.update(id!, () => ({ at: 6, set: { labels: { tenant: 'a' } } }));
    await ledger.update(id!, () => ({ at: 7, set: { labels: {} } }));
    const filter = { labels: [{ name: 'tenant', value: 'a' }], states: [], room: '' };
    const answers = client.iterate<{ it: Told }>({ query: ONE_BY_ONE, variables: { after: START, filter } });
    const next = async () => ((await answers.next()).value as { data: { it: Told } }).data.it;
    expect(await next()).toMatchObject({ kind: 'LABELS', transition: 'ENTERED' });
    expect(await next()).toMatchObject({ kind: 'LABELS', transition: 'LEFT' });
    await answers.return?.();
  });
});
