import { graphql, type GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createResolvers } from '../../../resolvers/index.ts';
import { eachProvider } from '../../../src/providers/index.ts';
import { ManifestSigner } from '../../../src/recordings/manifest/manifest-signer.ts';
import type { Manifest } from '../../../src/recordings/manifest/manifest.ts';
import { RecordingState } from '../../../src/domain/recording.ts';
import { buildGraphql } from '../../../src/graphql/schema.ts';
import { ServerKey } from '../../../src/server-key.ts';
import { Secret } from '../../../src/wire/secret.ts';
import { listOf, MINUTE, NOW, SECOND, RecordingHarness, type Seen } from '../recordings/harness.ts';
import { file, idOf, recording } from '../../shared/ledger/sample.ts';
import { countStatements } from '../../shared/statements.ts';

const SIGNER = new ManifestSigner(new ServerKey(new Secret('key-of-this-server-0123456789abcdef')));

/** What is put into the ledger by hand. */
const KEPT = `rec_${'0'.repeat(22)}`;

const PARTS = `
  id state filesComplete
  tracks {
    nodes { userId track format beginsAt endsAt coveredMs gaps { from to } overlaps { from to } files unplaced }
  }
  manifest { json isComplete signature }`;

interface Parts {
  readonly id: string;
  readonly filesComplete: boolean;
  readonly tracks: readonly Readonly<Record<string, unknown>>[];
  readonly manifest: { readonly json: string; readonly isComplete: boolean; readonly signature: string } | null;
}

/** The harness's own schema, with a signer. */
function signing(harness: RecordingHarness): GraphQLSchema {
  return buildGraphql(
    createResolvers({ providers: harness.providers, recordings: harness.recordings, signer: SIGNER }),
  );
}

async function ask<Answer>(schema: GraphQLSchema, source: string, variableValues: Record<string, unknown> = {}) {
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: { requestId: 'test' } });
  if (errors) throw errors[0]!;
  return JSON.parse(JSON.stringify(data!['it']), listOf) as Answer;
}

function partsOf(schema: GraphQLSchema, id: string): Promise<Parts> {
  return ask(schema, `query ($id: ID!) { it: recording(id: $id) { ${PARTS} } }`, { id });
}

/** A manifest that was checked. */
function verifiedOf({ manifest }: Parts): Manifest {
  const verdict = SIGNER.verify(manifest!.json);
  if (!verdict.isValid) throw new Error(verdict.reason);
  return verdict.manifest;
}

/** A finished recording of a whiteboard. */
async function finished(harness: RecordingHarness): Promise<Seen> {
  const { id } = await harness.recording('TIW');
  harness.advance(MINUTE);
  await harness.run('stopRecording', { id });
  return harness.live(id);
}

describe('a recording', () => {
  it('that is finished has its files complete, in one track without a gap', async () => {
    const harness = await RecordingHarness.open();
    const { id, files } = await finished(harness);
    const { filesComplete, tracks, manifest } = await partsOf(signing(harness), id);
    expect(filesComplete).toBe(true);
    expect(manifest?.isComplete).toBe(true);
    const names = files.map(({ name }) => name);
    expect(tracks).toMatchObject([
      {
        track: 'whiteboard',
        gaps: [],
        overlaps: [],
        files: names,
        unplaced: [],
      },
    ]);
  });

  it('has a signed manifest of its files and all its changes', async () => {
    const harness = await RecordingHarness.open();
    const end = await finished(harness);
    const parts = await partsOf(signing(harness), end.id);
    const manifest = verifiedOf(parts);
    expect(manifest).toMatchObject({
      version: 1,
      complete: true,
      recording: { id: end.id, product: 'TIW', taskId: end.taskId, vendorKey: end.vendorKey, state: 'COMPLETE' },
      missing: [],
      madeAt: new Date(harness.now()).toISOString(),
    });
    expect(manifest.files).toMatchObject(end.files.map(({ name, sizeBytes }) => ({ name, sizeBytes })));
    const course = manifest.evidence.flatMap(({ kind, to }) => (kind === 'STATE' ? [to] : []));
    expect(course).toEqual(['STARTING', 'RECORDING', 'STOPPING', 'PROCESSING', 'COMPLETE']);
    expect(manifest.evidence.map(({ number }) => number)).toEqual(manifest.evidence.map((_, index) => index + 1));
    expect(parts.manifest!.json).toContain(parts.manifest!.signature);
  });

  it('that goes on is not complete, and its manifest says why', async () => {
    const harness = await RecordingHarness.open();
    const { id } = await harness.recording('TIW');
    const parts = await partsOf(signing(harness), id);
    expect(parts).toMatchObject({ filesComplete: false, tracks: [], manifest: { isComplete: false } });
    expect(verifiedOf(parts).missing.map(({ code }) => code)).toEqual(['NOT_ENDED', 'NOT_CONFIRMED', 'NO_FILES']);
  });

  it('of RongCloud is COMPLETE and not proven to be complete', async () => {
    const harness = await RecordingHarness.open();
    await harness.ledger.insert(recording(1, { id: KEPT, product: 'RONGCLOUD' }));
    const set = { state: RecordingState.COMPLETE, endedAt: NOW };
    await harness.ledger.update(KEPT, () => ({ at: NOW, set, files: [file('a.mp4', { state: 'READY' })] }));
    const parts = await partsOf(signing(harness), KEPT);
    expect(parts).toMatchObject({ state: 'COMPLETE', filesComplete: false, manifest: { isComplete: false } });
    const defects = verifiedOf(parts).missing.filter(({ weight }) => weight === 'DEFECT');
    expect(defects).toMatchObject([{ code: 'NOT_PROVABLE' }]);
  });

  it('cannot be proven to be complete exactly where its recorder concludes that from silence', async () => {
    const harness = await RecordingHarness.open();
    const recorders = eachProvider(harness.providers).flatMap((provider) => provider.recorders);
    const concluding = recorders.flatMap((recorder) => (recorder.areFilesAll ? [recorder.product] : []));
    const unprovable: string[] = [];
    for (const [index, { product }] of recorders.entries()) {
      const id = `rec_${String(index).padStart(22, '0')}`;
      await harness.ledger.insert(recording(index, { id, product }));
      const set = { state: RecordingState.COMPLETE, endedAt: NOW };
      await harness.ledger.update(id, () => ({ at: NOW, set, files: [file('a.mp4', { state: 'READY' })] }));
      if (!(await partsOf(signing(harness), id)).filesComplete) unprovable.push(product);
    }
    expect(unprovable).toEqual(concluding);
  });

  it('has more than 200 changes in its manifest where it has them', async () => {
    const harness = await RecordingHarness.open();
    await harness.ledger.insert(recording(1, { id: KEPT }));
    for (let round = 0; round < 220; round++) {
      const state = round % 2 === 0 ? RecordingState.RECORDING : RecordingState.PAUSED;
      await harness.ledger.update(KEPT, () => ({ at: NOW + round, set: { state } }));
    }
    const { evidence } = verifiedOf(await partsOf(signing(harness), KEPT));
    expect(evidence.map(({ number }) => number)).toEqual(Array.from({ length: 221 }, (_, index) => index + 1));
  });

  it('reports gaps, overlaps and unplaced files for each user', async () => {
    const harness = await RecordingHarness.open();
    const at = (second: number) => NOW + second * SECOND;
    const of = (userId: string, name: string, beginsAt: number | null, endsAt: number | null) =>
      file(name, { state: 'READY', userId, track: 'camera', format: 'mp4', beginsAt, endsAt });
    await harness.ledger.insert(recording(1, { id: KEPT }));
    await harness.ledger.update(KEPT, () => ({
      at: NOW,
      files: [
        of('alice', 'a2', at(60), at(90)),
        of('alice', 'a1', at(0), at(30)),
        of('bob', 'b1', at(0), at(40)),
        of('bob', 'b2', at(30), at(90)),
        of('bob', 'b3', at(90), null),
      ],
    }));
    const iso = (second: number) => new Date(at(second)).toISOString();
    const { tracks } = await partsOf(signing(harness), KEPT);
    expect(tracks).toMatchObject([
      {
        userId: 'alice',
        coveredMs: '60000',
        gaps: [{ from: iso(30), to: iso(60) }],
        overlaps: [],
        files: ['a1', 'a2'],
        unplaced: [],
      },
      {
        userId: 'bob',
        coveredMs: '90000',
        gaps: [],
        overlaps: [{ from: iso(30), to: iso(40) }],
        files: ['b1', 'b2', 'b3'],
        unplaced: ['b3'],
      },
    ]);
  });

  it('has no manifest where the server has no key', async () => {
    const harness = await RecordingHarness.open();
    const { id } = await harness.started('TIW');
    expect(await partsOf(harness.schema, id)).toMatchObject({ filesComplete: false, manifest: null });
  });
});

it('a page of recordings costs five statements of SQL with their files, tracks, changes and manifests', async () => {
  const harness = await RecordingHarness.open();
  for (let number = 0; number < 100; number++) {
    await harness.ledger.insert(recording(number));
    await harness.ledger.update(idOf(number), () => ({ at: NOW, files: [file('a.mp4'), file('b.mp4')] }));
  }
  const schema = signing(harness);
  const source = `{ it: recordings(first: 100) { nodes { ${PARTS} files { nodes { name } } changes { nodes { number } } } } }`;
  const statements = countStatements();
  const { nodes } = await ask<{ nodes: Parts[] }>(schema, source);
  expect(nodes).toHaveLength(100);
  expect(nodes.every((parts) => verifiedOf(parts).files.length === 2)).toBe(true);
  expect(statements()).toBe(5); // files and changes are read once to be told, and once for the manifests
});
