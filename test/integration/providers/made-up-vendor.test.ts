import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { graphql, isEnumType, parse, subscribe, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { VENDOR_RESOLVERS } from '../../../resolvers/index.ts';
import { readConfig } from '../../../src/config.ts';
import { useProducts } from '../../../resolvers/products.ts';
import { PRODUCTS, VENDORS } from '../../../src/providers/index.ts';
import { openService } from '../../../src/service.ts';
import { MADE_UP, MadeUpResolver } from './made-up-vendor.ts';

// Other tests in this process build their schema of the vendors that are there.
afterAll(() => useProducts(PRODUCTS));

/** The schema of a service with one vendor more, which was added by the two registries alone. */
async function open(): Promise<GraphQLSchema> {
  const folder = mkdtempSync(path.join(tmpdir(), 'made-up-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const service = await openService({
    config: { ...readConfig({ DATA_DIR: folder, DATABASE_URL: 'sqlite::memory:' }), production: true },
    log: pino({ level: 'silent' }),
    vendors: { ...VENDORS, madeUp: MADE_UP },
    vendorResolvers: { ...VENDOR_RESOLVERS, madeUp: (recordings) => [new MadeUpResolver(recordings)] },
  });
  onTestFinished(() => service.close());
  return service.schema;
}

async function ask(schema: GraphQLSchema, source: string): Promise<Record<string, unknown>> {
  const { data, errors } = await graphql({ schema, source, contextValue: { requestId: 'test' } });
  expect(errors).toBeUndefined();
  return data!['it'] as Record<string, unknown>;
}

describe('a vendor that only the registries name', () => {
  it('is started, watched and stopped', async () => {
    const schema = await open();
    const document = parse(`subscription {
      it: recordingChanged(after: "start", filter: { product: MADE_UP_ROOM }) { to recording { product room } }
    }`);
    const changes = (await subscribe({
      schema,
      document,
      contextValue: { requestId: 'test' },
    })) as AsyncGenerator<ExecutionResult, undefined>;
    const started = await ask(
      schema,
      'mutation { it: madeUpStartRecord(input: { room: 7 }) { taskId recording { id product state } errors { message } } }',
    );
    expect(started).toMatchObject({ taskId: 'task-1', recording: { product: 'MADE_UP_ROOM' }, errors: [] });
    const change = await changes.next();
    expect(change.value?.data?.['it']).toMatchObject({
      to: 'STARTING',
      recording: { product: 'MADE_UP_ROOM', room: '7' },
    });
    await changes.return(undefined);

    const input = `input: { id: "${(started['recording'] as { id: string }).id}" }`;
    const select = '{ recording { state filesComplete } errors { message } }';
    const refreshed = await ask(schema, `mutation { it: refreshRecording(${input}) ${select} }`);
    expect(refreshed).toMatchObject({ recording: { state: 'RECORDING', filesComplete: false }, errors: [] });
    const stopped = await ask(schema, `mutation { it: stopRecording(${input}) ${select} }`);
    expect(stopped).toMatchObject({ recording: { state: 'COMPLETE', filesComplete: true }, errors: [] });
  });

  it('has its layouts drawn, before a start and in a dry run', async () => {
    const schema = await open();
    const preview = await ask(
      schema,
      `{ it: layoutPreview(input: { layout: { madeUp: { columns: 2 } }, streams: [{ userId: "alice" }] }) {
        canvas { width height } windows { userId x width } errors { message } } }`,
    );
    expect(preview).toMatchObject({
      canvas: { width: 200, height: 100 },
      windows: [
        { userId: 'alice', x: 0, width: 100 },
        { userId: null, x: 100, width: 100 },
      ],
      errors: [],
    });
    const dry = await ask(
      schema,
      `mutation { it: madeUpStartRecord(input: { room: 7, layout: { columns: 3 }, dryRun: true }) {
        recording { id } preview { action layout { windows { place } } } } }`,
    );
    expect(dry).toMatchObject({
      recording: null,
      preview: { action: 'Start', layout: { windows: [{ place: 0 }, { place: 1 }, { place: 2 }] } },
    });
  });

  it('keeps the rules of its inputs', async () => {
    const { errors } = await ask(
      await open(),
      '{ it: layoutPreview(input: { layout: { madeUp: { columns: 5 } } }) { errors { message path } } }',
    );
    expect(errors).toMatchObject([{ message: 'columns must be from 1 to 4' }]);
  });

  it('is a product like the others, in the enum and in the list of vendors', async () => {
    const schema = await open();
    const type = schema.getType('RecordingProduct');
    const values = isEnumType(type) ? type.getValues() : [];
    expect(values.at(-1)).toMatchObject({ name: 'MADE_UP_ROOM', description: MADE_UP.products[0]!.description });
    const { data } = await graphql({ schema, source: '{ vendors { name products { mutation } } }' });
    expect(data!['vendors']).toContainEqual({ name: 'madeUp', products: [{ mutation: 'madeUpStartRecord' }] });
  });
});
