import {
  execute,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  parse,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
} from 'graphql';
import { buildSchemaSync, getMetadataStorage, Query, Resolver } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { GmeResolver } from '../../../../resolvers/gme.resolver.ts';
import { RecordingsResolver } from '../../../../resolvers/recordings/recordings.resolver.ts';
import { RongcloudResolver } from '../../../../resolvers/rongcloud.resolver.ts';
import { TiwResolver } from '../../../../resolvers/tiw.resolver.ts';
import { TrtcCloudResolver } from '../../../../resolvers/trtc-cloud.resolver.ts';
import { TrtcWebResolver } from '../../../../resolvers/trtc-web.resolver.ts';
import { compileInput } from '../../../../src/input/compiled-input.ts';
import { RecordingProduct } from '../../../../src/graphql/recordings/recording-product.ts';
import { Capability } from '../../../../src/domain/recorder.ts';
import { Evidence, RecordingCause, RecordingState } from '../../../../src/domain/recording.ts';
import { Node } from '../../../../src/graphql/recordings/node.types.ts';
import { RecordingType } from '../../../../src/graphql/recordings/recording.types.ts';

const NOON = Date.UTC(2026, 10, 21, 12);

const RECORDING: RecordingType = Object.assign(new RecordingType(), {
  id: 'rec_1',
  product: 'TIW',
  account: '1400000001',
  room: null,
  state: RecordingState.RECORDING,
  cause: null,
  evidence: Evidence.POLL,
  explanation: 'The vendor records.',
  wanted: 'RECORDING' as const,
  taskId: 'task-1',
  vendorKey: null,
  createdAt: NOON,
  updatedAt: NOON,
  sentAt: NOON,
  startedAt: NOON,
  pausedAt: null,
  endedAt: null,
  stopBy: null,
  controllableUntil: null,
  attempts: 1,
  changedAt: NOON,
  availableActions: [Capability.STOP, Capability.PAUSE],
  productCapabilities: [Capability.STOP, Capability.PAUSE],
  capabilities: [Capability.STOP, Capability.PAUSE],
  labels: [{ name: 'team', value: 'blue' }],
  metadata: [],
  errors: [],
});

@Resolver()
class SampleResolver {
  @Query(() => Node, { nullable: true })
  sample(): RecordingType {
    return RECORDING;
  }
}

const schema = buildSchemaSync({
  resolvers: [
    TiwResolver,
    GmeResolver,
    TrtcCloudResolver,
    TrtcWebResolver,
    RongcloudResolver,
    RecordingsResolver,
    SampleResolver,
  ],
  container: { get: (type: new () => object) => (type === SampleResolver ? new SampleResolver() : undefined) },
  validate: false,
});

const mutations = Object.values(schema.getMutationType()!.getFields()).map((field) => ({
  name: field.name,
  payload: getNamedType(field.type) as GraphQLObjectType,
  input: getNamedType(field.args[0]!.type) as GraphQLInputObjectType,
}));

const STARTS = [
  'tiwStartOnlineRecord',
  'gmeStartRecord',
  'trtcCreateCloudRecording',
  'trtcStartWebRecord',
  'rongcloudStartRecord',
];
/** They are about no recording: settings, rooms, and tasks that make videos of one. */
const WITHOUT_RECORDING = /Callback|CallbackKey|DestroyRoom|CreateVideoGenerationTask/;

function typesOf(type: GraphQLObjectType | GraphQLInputObjectType): Record<string, string> {
  const fields = Object.values<{ name: string; type: unknown }>(type.getFields());
  return Object.fromEntries(fields.map(({ name, type: of }) => [name, String(of)]));
}

describe('every mutation', () => {
  it.each(mutations.filter(({ name }) => name !== 'refreshRecording'))(
    'takes an idempotency key, and says whether it replayed: $name',
    ({ input, payload }) => {
      expect(typesOf(input)).toMatchObject({ idempotencyKey: 'String' });
      expect(typesOf(payload)).toMatchObject({ errors: '[RecordingError!]!', replayed: 'Boolean!' });
    },
  );

  it.each(mutations)('has an input that can be read: $name', ({ input }) => {
    const { target } = getMetadataStorage().inputTypes.find(({ name }) => name === input.name)!;
    expect(() => compileInput(target as new () => object)).not.toThrow();
  });

  it.each(mutations)('answers the recording that it is about: $name', ({ name, payload }) => {
    const expected = WITHOUT_RECORDING.test(name) ? undefined : 'Recording';
    expect(typesOf(payload)['recording']).toBe(expected);
  });

  it.each(mutations)('answers errors first, then what is ours, then what is the vendor’s: $name', ({ payload }) => {
    const names = Object.keys(payload.getFields());
    const own = ['errors', 'replayed', 'recording', 'preview'].filter((name) => names.includes(name));
    expect(names.slice(0, own.length)).toEqual(own);
  });
});

describe('a start', () => {
  const starts = mutations.filter(({ name }) => STARTS.includes(name));

  it.each(starts)('takes labels, metadata, a deadline, a key and a dry run: $name', ({ input }) => {
    expect(typesOf(input)).toMatchObject({
      labels: '[NameValueInput!]',
      metadata: '[NameValueInput!]',
      stopBy: 'DateTime',
      idempotencyKey: 'String',
      dryRun: 'Boolean',
    });
  });

  it('alone can be a dry run, and alone has a preview', () => {
    const dry = mutations.filter(({ input }) => 'dryRun' in input.getFields()).map(({ name }) => name);
    const previewed = mutations.filter(({ payload }) => 'preview' in payload.getFields()).map(({ name }) => name);
    expect(dry.sort()).toEqual([...STARTS].sort());
    expect(previewed.sort()).toEqual([...STARTS].sort());
  });
});

describe('an enum of recordings', () => {
  it.each<[string, object]>([
    ['RecordingState', RecordingState],
    ['RecordingCause', RecordingCause],
    ['RecordingEvidence', Evidence],
    ['RecordingCapability', Capability],
    ['RecordingProduct', RecordingProduct],
  ])('has every value under its own name, described: %s', (name, values) => {
    const type = schema.getType(name);
    if (!isEnumType(type)) throw new Error(`${name} is no enum`);
    expect(type.getValues().map((value) => value.name)).toEqual(Object.values(values));
    expect(type.getValues().filter(({ description }) => !description)).toEqual([]);
  });
});

describe('the types of recordings', () => {
  it('have a description for everything in them', () => {
    const bare = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (type.name.startsWith('__') || !(isObjectType(type) || isInputObjectType(type))) return [];
      if (!/^(Recording|Orphan|PageInfo|Start|NameValue|Stop|Pause|Resume|Refresh|Update|Adopt)/.test(type.name))
        return [];
      const fields = Object.values(type.getFields()).filter(({ description }) => !description);
      return [...(type.description ? [] : [type.name]), ...fields.map(({ name }) => `${type.name}.${name}`)];
    });
    expect(bare).toEqual([]);
  });

  it('do not show what a preview is made of', () => {
    expect(Object.keys((schema.getType('StartPreview') as GraphQLObjectType).getFields())).not.toContain('layoutInput');
  });
});

describe('a recording as a node', () => {
  it('is known by its class, and reads as declared', async () => {
    const document = parse(`{ sample { __typename id ... on Recording {
      product state cause evidence wanted createdAt pausedAt capabilities labels { name value } errors { code } } } }`);
    const { data, errors } = await execute({ schema, document });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      sample: {
        __typename: 'Recording',
        id: 'rec_1',
        product: 'TIW',
        state: 'RECORDING',
        cause: null,
        evidence: 'POLL',
        wanted: 'RECORDING',
        createdAt: '2026-11-21T12:00:00.000Z',
        pausedAt: null,
        capabilities: ['STOP', 'PAUSE'],
        labels: [{ name: 'team', value: 'blue' }],
        errors: [],
      },
    });
  });
});
