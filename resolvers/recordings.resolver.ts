import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../src/context.ts';
import { InvalidInput, NotSupported } from '../src/errors.ts';
import { Within } from '../src/input/argument-rules.ts';
import { withoutNulls } from '../src/input/without-nulls.ts';
import type { Answer } from '../src/payload.ts';
import { RecordingProduct } from '../src/providers/product.ts';
import { connectionOf, LARGEST, windowOf, type Connection } from '../src/recordings/connection.ts';
import { Capability } from '../src/recordings/recorder.ts';
import { RecordingChangeType } from '../src/recordings/recording-change.types.ts';
import {
  Node,
  OrphanType,
  RecordingConnection,
  RecordingFileType,
  RecordingType,
} from '../src/recordings/recording.types.ts';
import type { KnownOrphan, KnownRecording, Recordings } from '../src/recordings/recordings.ts';
import { isRecordingId } from '../src/recordings/recording-id.ts';
import { changeOf, type ChangeView, type FileView } from '../src/recordings/view.ts';
import { bytesOfRecording, sum } from './loaded-bytes.ts';
import { viewOf } from './recorded.ts';
import type { RecordingParts } from './recording-parts.ts';
import {
  AdoptRecordingInput,
  PauseRecordingInput,
  RecordingFilterInput,
  RecordingOrder,
  RecordingPayload,
  RefreshRecordingInput,
  ResumeRecordingInput,
  StopRecordingInput,
  UpdateRecordingLayoutInput,
} from './recordings.input.types.ts';

const MOST_CHANGES = 200;

@Resolver(() => RecordingType)
export class RecordingsResolver {
  constructor(
    private readonly service: Recordings,
    private readonly parts: RecordingParts,
  ) {}

  @Query(() => RecordingType, { nullable: true, description: 'One recording of the ledger; null when there is none.' })
  async recording(
    @Arg('id', () => ID, { description: 'Its id, as in Recording.id.' }) id: string,
  ): Promise<RecordingType | null> {
    const row = isRecordingId(id) ? await this.service.find(id) : undefined;
    return row ? this.#view(row) : null;
  }

  @Query(() => Node, { nullable: true, description: 'Anything with an id; null when there is none.' })
  node(@Arg('id', () => ID, { description: 'The id of a recording.' }) id: string): Promise<RecordingType | null> {
    return this.recording(id);
  }

  @Query(() => RecordingConnection, {
    description: 'Recordings of the ledger, a page at a time. The order is stable while recordings are added.',
  })
  async recordings(
    // type-graphql lists arguments from the last to the first
    @Arg('orderBy', () => RecordingOrder, {
      nullable: true,
      defaultValue: RecordingOrder.NEWEST_FIRST,
      description: 'NEWEST_FIRST when absent.',
    })
    orderBy: RecordingOrder | null | undefined,
    @Arg('filter', () => RecordingFilterInput, { nullable: true, description: 'Which recordings; all when absent.' })
    filter: RecordingFilterInput | null | undefined,
    @Arg('before', () => String, { nullable: true, description: 'Only those in front of this cursor.' })
    before: string | null | undefined,
    @Arg('last', () => Int, { nullable: true, description: 'How many from the back, 1 to 100. Not with first.' })
    @Within(1, LARGEST)
    last: number | null | undefined,
    @Arg('after', () => String, { nullable: true, description: 'Only those behind this cursor.' })
    after: string | null | undefined,
    @Arg('first', () => Int, {
      nullable: true,
      description: 'How many from the front, 1 to 100; 20 when neither first nor last is given.',
    })
    @Within(1, LARGEST)
    first: number | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Connection<RecordingType>> {
    const window = windowOf({ first, after, last, before }, orderBy ?? RecordingOrder.NEWEST_FIRST);
    const page = await this.service.page(filter ? withoutNulls(filter) : {}, window);
    const bytes = sum(page.rows, bytesOfRecording);
    context.budget?.load(bytes);
    context.budget?.tell(bytes);
    return connectionOf(page, (row) => this.#view(row));
  }

  @Query(() => [OrphanType], {
    description:
      'Tasks that a vendor runs and no recording owns, and second tasks of one start that are being stopped. Known by callbacks and, where the vendor can list its tasks (TIW), by its list. At most 1,000, those seen last first. adoptRecording takes one over.',
  })
  orphans(
    @Arg('product', () => RecordingProduct, { nullable: true, description: 'Of one product only.' })
    product: RecordingProduct | null | undefined,
  ): Promise<readonly KnownOrphan[]> {
    return this.service.orphans.list(product ?? undefined);
  }

  @Mutation(() => RecordingPayload, {
    description:
      'Stops a recording of any product. The wish is kept and carried out even when the vendor cannot be reached now; the end shows in state. Stopping what has ended changes nothing.',
  })
  stopRecording(
    @Arg('input', () => StopRecordingInput, { description: 'Which one.' }) { id }: StopRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    return this.#payload(this.service.control.stop(id));
  }

  @Mutation(() => RecordingPayload, { description: 'Pauses a recording, where the product can.' })
  pauseRecording(
    @Arg('input', () => PauseRecordingInput, { description: 'Which one.' }) { id }: PauseRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    return this.#payload(this.service.control.pause(id));
  }

  @Mutation(() => RecordingPayload, { description: 'Continues a paused recording, where the product can.' })
  resumeRecording(
    @Arg('input', () => ResumeRecordingInput, { description: 'Which one.' }) { id }: ResumeRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    return this.#payload(this.service.control.resume(id));
  }

  @Mutation(() => RecordingPayload, {
    description: 'Asks the vendor now how a recording stands, without waiting for the next look.',
  })
  refreshRecording(
    @Arg('input', () => RefreshRecordingInput, { description: 'Which one.' }) { id }: RefreshRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    return this.#payload(this.service.control.refresh(id));
  }

  @Mutation(() => RecordingPayload, {
    description: 'Changes the layout of a running recording, where the product can. The whole layout is replaced.',
  })
  updateRecordingLayout(
    @Arg('input', () => UpdateRecordingLayoutInput, { description: 'Which one, and the layout of its product.' })
    input: UpdateRecordingLayoutInput,
  ): Promise<Answer<RecordingPayload>> {
    const layouts: Readonly<Record<string, object | undefined>> = {
      [RecordingProduct.TRTC_ROOM]: input.layout?.trtcRoom ?? input.trtcRoom,
      [RecordingProduct.RONGCLOUD]: input.layout?.rongcloud ?? input.rongcloud,
    };
    const layoutFor = (product: string): object => {
      const layout = layouts[product];
      if (layout) return layout;
      throw new NotSupported(product, 'a layout of another product', [Capability.UPDATE_LAYOUT]);
    };
    return this.#changed(this.service.control.updateLayout(input.id, layoutFor));
  }

  @Mutation(() => RecordingPayload, {
    description:
      'Takes a task into the ledger that was started elsewhere. The vendor is asked for it first. A task that the ledger has is answered as it is.',
  })
  adoptRecording(
    @Arg('input', () => AdoptRecordingInput, { description: 'Which task.' }) input: AdoptRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    const { product, account, taskId = null, room = null, sessionId = null, region = null } = input;
    return this.#payload(this.service.adopt(product, { account, taskId, room, sessionId, region }, input));
  }

  @FieldResolver(() => [RecordingFileType], { description: 'Its files, as far as the vendor has told of them.' })
  files(@Root() { id }: RecordingType, @Ctx() context: RequestContext): Promise<readonly FileView[]> {
    return this.parts.of(context).files(id);
  }

  @FieldResolver(() => [RecordingChangeType], {
    description: 'Its changes, oldest first. They are numbered from 1 without a gap.',
  })
  async changes(
    @Root() recording: RecordingType,
    @Ctx() context: RequestContext,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Only those behind this cursor, that of any change. "start" and absent: from the first one on.',
    })
    after: string | null | undefined,
    @Arg('first', () => Int, {
      nullable: true,
      defaultValue: MOST_CHANGES,
      description: 'How many, 1 to 200; 200 when absent.',
    })
    @Within(1, MOST_CHANGES)
    first: number | null | undefined,
  ): Promise<readonly ChangeView[]> {
    const most = first ?? MOST_CHANGES;
    if (most < 1 || most > MOST_CHANGES) {
      throw new InvalidInput([{ path: ['first'], message: `first must be from 1 to ${MOST_CHANGES}` }]);
    }
    const position = after == null ? 0 : await this.service.resume(after, ['after']);
    const wanted = await this.parts.of(context).changes(recording.id, position, most);
    return wanted.map((row) => changeOf(row, recording));
  }

  async #payload(row: Promise<KnownRecording>): Promise<Answer<RecordingPayload>> {
    return { recording: this.#view(await row), replayed: false };
  }

  async #changed(
    change: Promise<{ readonly row: KnownRecording; readonly warnings: readonly string[] }>,
  ): Promise<Answer<RecordingPayload>> {
    const { row, warnings } = await change;
    return { recording: this.#view(row), replayed: false, warnings };
  }

  #view(row: KnownRecording): RecordingType {
    return viewOf(this.service, row);
  }
}
