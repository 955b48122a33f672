import { IsOptional, ValidateNested } from 'class-validator';
import { Arg, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { startRecording, type StartAnswer } from '../../../resolvers/start-mutation.ts';
import { Capability, type Recorder, type Report, type StartPlan } from '../../../src/domain/recorder.ts';
import { Operation, start } from '../../../src/graphql/operation.ts';
import { DryRunField, IdempotencyKeyField } from '../../../src/graphql/recordings/own-fields.ts';
import { StartPayload } from '../../../src/graphql/recordings/payloads.ts';
import { Between } from '../../../src/input/rules.ts';
import type { Layout } from '../../../src/layout/layout.ts';
import { VendorState, type Product, type Provider, type Vendor } from '../../../src/providers/provider.ts';
import { storableParams } from '../../../src/providers/start-params.ts';
import { VendorClock } from '../../../src/providers/vendor-clock.ts';
import type { Recordings } from '../../../src/recordings/recordings.ts';

// A vendor with one recorder, as its folder would be. The vendor records whatever it is asked to, at once.

@InputType({ description: 'A layout of the made-up vendor.' })
export class MadeUpLayoutInput {
  @Field(() => Int, { description: 'Columns. From 1 to 4.' })
  @Between(1, 4)
  columns!: number;
}

@InputType({ description: 'What the made-up vendor records.' })
export class MadeUpStartRecordInput {
  @Field(() => Int, { description: 'The room. From 1 to 99.' })
  @Between(1, 99)
  room!: number;

  @Field(() => MadeUpLayoutInput, { nullable: true, description: 'The layout.' })
  @IsOptional()
  @ValidateNested()
  layout?: MadeUpLayoutInput;

  @IdempotencyKeyField()
  idempotencyKey?: string;

  @DryRunField()
  dryRun?: boolean;
}

@ObjectType({ description: 'The answer of the made-up vendor.', simpleResolvers: true })
export class MadeUpStartRecordPayload extends StartPayload {
  @Field(() => String, { nullable: true, description: 'Id of the task.' })
  taskId?: string;
}

export const MADE_UP_ROOM: Product = {
  name: 'MADE_UP_ROOM',
  description: 'Rooms, by the made-up vendor: madeUpStartRecord.',
  title: 'Made-up room',
  mutation: 'madeUpStartRecord',
  layoutPreview: {
    field: 'madeUp',
    input: MadeUpLayoutInput,
    description: 'A layout of the made-up vendor.',
    draw: ({ columns }: MadeUpLayoutInput, streams): Layout => ({
      canvas: { width: 100 * columns, height: 100, backgroundColor: '#000000' },
      places: Array.from({ length: columns }, (_, column) => ({
        rect: { left: column / columns, top: 0, right: (column + 1) / columns, bottom: 1 },
        layer: 0,
        guest: 'any',
      })),
      streams,
      warnings: [],
    }),
  },
};

/** What runs at the vendor: a room for each task. */
class MadeUpClient {
  readonly tasks = new Map<string, number>();

  start(room: number): string {
    const taskId = `task-${this.tasks.size + 1}`;
    this.tasks.set(taskId, room);
    return taskId;
  }
}

class MadeUpRecorder implements Recorder<MadeUpStartRecordInput> {
  readonly product = MADE_UP_ROOM.name;
  readonly capabilities = [Capability.STOP, Capability.REFRESH];
  readonly repeatRule = { quietMs: 0, repeat: false, replaces: false };
  readonly filesWithinMs = 60_000;
  readonly readableAfterEnd = true;
  readonly advice = 'Ask the made-up vendor.';

  constructor(
    private readonly client: MadeUpClient,
    private readonly now: () => number,
  ) {}

  plan(input: MadeUpStartRecordInput): StartPlan {
    return {
      account: 'made-up',
      room: String(input.room),
      vendorKey: null,
      ref: {},
      ...storableParams(input),
      controllableForMs: null,
      send: () => {
        const taskId = this.client.start(input.room);
        return Promise.resolve({ taskId, fields: { taskId } });
      },
      wire: () => ({ action: 'Start', method: 'POST', url: 'https://made-up.example/', body: '{}' }),
      layout: input.layout ?? null,
    };
  }

  replan(params: object): StartPlan {
    return this.plan(params as MadeUpStartRecordInput);
  }

  findStart() {
    return Promise.resolve({ kind: 'absent' as const });
  }

  answerOf(taskId: string) {
    return { taskId };
  }

  poll({ taskId }: { readonly taskId: string | null }): Promise<Report> {
    const at = this.now();
    const isRunning = this.client.tasks.has(taskId ?? '');
    return Promise.resolve({ facts: [isRunning ? { kind: 'running', at } : { kind: 'filesDone', at }] });
  }

  stop({ taskId }: { readonly taskId: string | null }): Promise<Report> {
    this.client.tasks.delete(taskId ?? '');
    const at = this.now();
    const facts = [
      { kind: 'ended', at, cause: null },
      { kind: 'filesDone', at },
    ] as const;
    return Promise.resolve({ facts: [...facts], files: [{ name: 'room.mp4', state: 'READY' }] });
  }

  adopt(): never {
    throw new Error('the made-up vendor lists its tasks');
  }
}

export interface MadeUpProvider extends Provider {
  readonly client: MadeUpClient;
}

export const MADE_UP: Vendor<MadeUpProvider> = {
  products: [MADE_UP_ROOM],
  create({ now }) {
    const client = new MadeUpClient();
    const { products } = MADE_UP;
    return Promise.resolve({
      client,
      products,
      status: { name: 'madeUp', title: 'Made-up', state: VendorState.LIVE, products, hint: '', actions: [] },
      clock: new VendorClock(now),
      recorders: [new MadeUpRecorder(client, now)],
      callbacks: [],
      useStorageProfiles: () => undefined,
      close: () => Promise.resolve(),
    });
  },
};

@Resolver()
export class MadeUpResolver {
  constructor(private readonly recordings: Recordings) {}

  @Operation(start)
  @Mutation(() => MadeUpStartRecordPayload, { description: 'Starts a recording of the made-up vendor.' })
  madeUpStartRecord(
    @Arg('input', () => MadeUpStartRecordInput, { description: 'The room to record.' }) input: MadeUpStartRecordInput,
  ): Promise<StartAnswer> {
    return startRecording(this.recordings, MADE_UP_ROOM, input);
  }
}
