import { expect, it, vi } from 'vitest';
import type { RecordingFile } from '../../../../src/ledger/contract/entities.ts';
import type { Ledger } from '../../../../src/ledger/contract/ledger.ts';
import { ManifestSigner } from '../../../../src/recordings/manifest/manifest-signer.ts';
import { errorsOf, json, post } from '../../../shared/running-server.ts';
import { file } from '../../../shared/ledger/sample.ts';
import { SQLITE } from '../../../shared/stores.ts';
import { begin, serverOver, turn } from '../live-harness.ts';

// What is read and told is counted, in rows and bytes: how long it takes depends on the machine.

const MB = 1024 * 1024;
const TOO_LARGE =
  'The answer would hold more than 8 MB: ask for fewer by first, leave fields out, or send several requests.';

/** Recordings with so many files, whose addresses have so many characters. */
async function withFiles(recordings: number, files: number, characters: number) {
  const { ledger } = await SQLITE.open();
  const ids = await begin(ledger, recordings);
  const url = `https://files.example/${'a'.repeat(characters)}`;
  for (const id of ids) {
    const told = Array.from({ length: files }, (_, index) => file(`${index}.mp4`, { url, state: 'READY' }));
    await ledger.update(id, () => ({ at: 5, files: told }));
  }
  return { ledger, ids, server: await serverOver(ledger) };
}

/** The rows of files that are read from now on. */
function countFiles(ledger: Ledger): () => number {
  const reads = vi.spyOn(ledger, 'filesPage');
  return () =>
    reads.mock.settledResults.reduce((count, { value }) => count + (value as readonly RecordingFile[]).length, 0);
}

const names = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

it('a page with more than 8 MB of files is given up while they are read', async () => {
  const { ledger, server } = await withFiles(45, 40, 8000);
  const rows = countFiles(ledger);
  for (const _time of ['cold', 'warm', 'hot']) {
    const before = rows();
    const answer = await post(server, { query: '{ recordings(first: 45) { nodes { id files { nodes { url } } } } }' });
    expect(errorsOf(answer)).toEqual([{ message: TOO_LARGE, extensions: { code: 'ANSWER_TOO_LARGE' } }]);
    expect(json<{ data: unknown; extensions: object }>(answer)).toMatchObject({ data: null });
    expect(answer.status).toBe(200); // it was executed
    expect(answer.text.length).toBeLessThan(1000);
    expect(rows() - before).toBeLessThan(45 * 40); // of some recordings none was read
  }
});

it('files are counted once for each recording, under however many names', async () => {
  const { ledger, server } = await withFiles(3, 2, 10);
  const counts = vi.spyOn(ledger, 'countFiles');
  const answer = await post(server, {
    query: `{ recordings(first: 3) { nodes { ${names(40, 'files(first: 1) { totalCount }')} } } }`,
  });
  expect(answer.text.match(/"totalCount":2/g)).toHaveLength(120);
  expect(counts).toHaveBeenCalledTimes(3);
});

it('the same rows under many names are counted under each', async () => {
  const { ledger, server } = await withFiles(1, 100, 8000);
  const rows = countFiles(ledger);
  const id = `rec_${'0'.repeat(22)}`;
  const ask = (count: number) =>
    post(server, { query: `{ recording(id: "${id}") { ${names(count, 'files { nodes { url } }')} } }` });
  const eight = await ask(8);
  expect(errorsOf(eight)).toEqual([]);
  expect(eight.text.length).toBeGreaterThan(6 * MB);
  expect(rows()).toBe(100);
  expect(errorsOf(await ask(40))).toMatchObject([{ message: TOO_LARGE }]);
});

it('a manifest is made once for a recording and request, and sent below 8 MB of names', async () => {
  const { server, ids } = await withFiles(2, 100, 4000);
  const signed = vi.spyOn(ManifestSigner.prototype, 'sign');
  const both = (count: number) => ({
    query: `{ ${ids.map((id, index) => `r${index}: recording(id: "${id}") { id }`).join(' ')}
      recordings { nodes { ${names(count, 'manifest { signature }')} tracks { nodes { userId } } more: tracks { nodes { format } } } } }`,
  });
  expect(errorsOf(await post(server, both(20)))).toEqual([]);
  expect(signed).toHaveBeenCalledTimes(2);
  const texts = await post(server, { query: `{ recordings { nodes { manifest { ${names(20, 'json')} } } } }` });
  expect(errorsOf(texts)).toMatchObject([{ message: TOO_LARGE }]);
  expect(signed.mock.calls.length).toBeLessThanOrEqual(4);
});

it('a recording with many changes gives its first ones without a look at the rest', async () => {
  const { ledger } = await SQLITE.open();
  const [id, other] = await begin(ledger, 2);
  for (let count = 0; count < 30; count += 1) await turn(ledger, id!);
  const reads = vi.spyOn(ledger, 'changesOf');
  const server = await serverOver(ledger);
  const ask = async (args: string) => {
    const query = `{ recordings { nodes { id changes(${args}) { nodes { number cursor } } } } }`;
    const { data } = json<{
      data: {
        recordings: {
          nodes: readonly { id: string; changes: { nodes: readonly { number: number; cursor: string }[] } }[];
        };
      };
    }>(await post(server, { query }));
    return new Map(data.recordings.nodes.map((node) => [node.id, node.changes.nodes]));
  };
  const first = await ask('first: 3');
  expect(first.get(id!)?.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(first.get(other!)?.map(({ number }) => number)).toEqual([1]);
  const next = await ask(`first: 2, after: "${first.get(id!)!.at(-1)!.cursor}"`);
  expect(next.get(id!)?.map(({ number }) => number)).toEqual([4, 5]);
  expect(next.get(other!)).toEqual([]);
  expect(reads.mock.settledResults.map(({ value }) => (value as readonly unknown[]).length)).toEqual([5, 3]); // one more of each recording tells whether there are more
});
