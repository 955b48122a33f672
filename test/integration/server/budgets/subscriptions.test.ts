import { expect, it, vi } from 'vitest';
import { START } from '../../../../src/events/cursor.ts';
import type { Ledger } from '../../../../src/ledger/contract/ledger.ts';
import { file, recording } from '../../../shared/ledger/sample.ts';
import { SQLITE } from '../../../shared/stores.ts';
import { begin, overWebSocket, serverOver } from '../live-harness.ts';

interface Batch {
  readonly data: { readonly recordingChanges: readonly { readonly seq: string }[] } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** The batches of so many changes: the first of each recording. */
async function batches(ledger: Ledger, count: number, selection: string): Promise<Batch[]> {
  const client = overWebSocket(await serverOver(ledger));
  const query = `subscription ($after: String) {
    recordingChanges(after: $after, filter: { kinds: [STATE] }) { seq ${selection} } }`;
  const answers = client.iterate({ query, variables: { after: START } });
  const found: Batch[] = [];
  for await (const answer of answers as AsyncIterable<Batch>) {
    found.push(answer);
    if (numbers(found).length >= count) break;
  }
  return found;
}

const sizes = (found: readonly Batch[]) => found.map(({ data }) => data?.recordingChanges.length);
const numbers = (found: readonly Batch[]) =>
  found.flatMap(({ data }) => data?.recordingChanges ?? []).map(({ seq }) => Number(seq));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

it('batches are as large as there are changes where each costs little', async () => {
  const { ledger } = await SQLITE.open();
  await begin(ledger, 100);
  expect(sizes(await batches(ledger, 100, 'recording { id }'))).toEqual([100]);
});

it('batches shrink to their cost: 40 with files, tracks and manifest, and nothing is left out', async () => {
  const { ledger } = await SQLITE.open();
  await begin(ledger, 100);
  const rows = vi.spyOn(ledger, 'filesOf');
  const found = await batches(
    ledger,
    100,
    'recording { files { nodes { name } } tracks { nodes { userId } } manifest { json } }',
  );
  expect(sizes(found)).toEqual([40, 40, 20]);
  expect(numbers(found)).toEqual(upTo(100));
  for (const [ids] of rows.mock.calls) expect(ids.length).toBeLessThanOrEqual(20);
});

it('a batch of more than 8 MB is sent in halves', async () => {
  const { ledger } = await SQLITE.open();
  const url = `https://files.example/${'a'.repeat(8000)}`;
  const ids = await begin(ledger, 40);
  for (const id of ids) {
    await ledger.update(id, () => ({ at: 5, files: upTo(40).map((name) => file(`${name}.mp4`, { url })) }));
  }
  const found = await batches(ledger, 40, 'recording { files { nodes { url } } }');
  expect(sizes(found)).toEqual([20, 20]);
  expect(new Set(numbers(found)).size).toBe(40);
  for (const answer of found) expect(JSON.stringify(answer).length).toBeLessThan(9 * 1024 * 1024);
});

it('a change that is too large by itself is an error, and later changes are sent', async () => {
  const { ledger } = await SQLITE.open();
  const [large] = await begin(ledger, 1);
  const url = `https://files.example/${'a'.repeat(8000)}`;
  await ledger.update(large!, () => ({ at: 5, files: upTo(1100).map((name) => file(`${name}.mp4`, { url })) }));
  await ledger.insert(recording(7));
  const client = overWebSocket(await serverOver(ledger));
  const query = `subscription { recordingChanges(after: "start", filter: { kinds: [STATE] }) { seq recording { filesComplete } } }`;
  const answers = client.iterate({ query });
  const first = (await answers.next()).value as Batch;
  expect(first.errors).toMatchObject([{ extensions: { code: 'ANSWER_TOO_LARGE' } }]);
  const second = (await answers.next()).value as Batch;
  expect(second.data?.recordingChanges).toHaveLength(1);
  await answers.return?.();
});

it('a subscription each of whose changes costs too much is refused', async () => {
  const { ledger } = await SQLITE.open();
  const client = overWebSocket(await serverOver(ledger));
  const files = upTo(25).map((index) => `f${index}: files { nodes { url u${index}: url } }`);
  const answers = client.iterate({ query: `subscription { recordingChanged { recording { ${files.join(' ')} } } }` });
  await expect(answers.next()).rejects.toMatchObject([{ extensions: { code: 'COST_EXCEEDED' } }]);
});
