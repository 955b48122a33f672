import { Arg, Query, Resolver } from 'type-graphql';
import { InputArg, PayloadMutation } from '../../src/graphql/root-fields.ts';
import { NotSupported } from '../../src/errors.ts';
import type { Answer } from '../../src/graphql/payload.ts';
import { Operation, query } from '../../src/graphql/operation.ts';
import { RecordingProduct } from '../../src/graphql/recordings/recording-product.ts';
import { Capability } from '../../src/domain/recorder.ts';
import type { Product } from '../../src/providers/provider.ts';
import { OrphanType, type RecordingType } from '../../src/graphql/recordings/recording.types.ts';
import type { KnownOrphan, KnownRecording, Recordings } from '../../src/recordings/recordings.ts';
import { updateRecordingLayoutInput, type UpdateRecordingLayoutInput } from './update-layout.input.types.ts';
import { layoutIn } from '../layout/layout-fields.ts';
import { viewOf } from '../recording-view.ts';
import {
  AdoptRecordingInput,
  PauseRecordingInput,
  RecordingPayload,
  RefreshRecordingInput,
  ResumeRecordingInput,
  StopRecordingInput,
} from './recordings.input.types.ts';

/** Mutations for recordings of any product, and the query of orphans. */
@Resolver()
export class RecordingsResolver {
  constructor(
    private readonly service: Recordings,
    private readonly products: readonly Product[],
  ) {}

  @Operation(query)
  @Query(() => [OrphanType], {
    description:
      'Lists tasks that a vendor runs without a recording here, and duplicate tasks of one start, which the server stops. Found through callbacks, and for TIW also through its task list. At most 1,000, last seen first. adoptRecording takes a task over.',
  })
  orphans(
    @Arg('product', () => RecordingProduct, {
      nullable: true,
      description: 'Tasks of this product. Absent: of all products.',
    })
    product: string | null | undefined,
  ): Promise<readonly KnownOrphan[]> {
    return this.service.orphans.list(product ?? undefined);
  }

  @PayloadMutation(
    RecordingPayload,
    'Stops a recording of any product. The server retries the stop until the vendor confirms it; watch `state`. Has no effect on an ended recording.',
  )
  stopRecording(
    @InputArg(StopRecordingInput, 'Identifies the recording.') { id }: StopRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    return this.#payload(this.service.control.stop(id));
  }

  @PayloadMutation(RecordingPayload, 'Pauses a recording, if its product supports that.')
  pauseRecording(
    @InputArg(PauseRecordingInput, 'Identifies the recording.') { id }: PauseRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    return this.#payload(this.service.control.pause(id));
  }

  @PayloadMutation(RecordingPayload, 'Resumes a paused recording, if its product supports that.')
  resumeRecording(
    @InputArg(ResumeRecordingInput, 'Identifies the recording.') { id }: ResumeRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    return this.#payload(this.service.control.resume(id));
  }

  @PayloadMutation(RecordingPayload, 'Polls the vendor now for the state of a recording.')
  refreshRecording(
    @InputArg(RefreshRecordingInput, 'Identifies the recording.') { id }: RefreshRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    return this.#payload(this.service.control.refresh(id));
  }

  @PayloadMutation(RecordingPayload, 'Replaces the whole layout of a running recording, if its product supports that.')
  async updateRecordingLayout(
    @Arg('input', updateRecordingLayoutInput, { description: 'Identifies the recording, with its new layout.' })
    input: UpdateRecordingLayoutInput,
  ): Promise<Answer<RecordingPayload>> {
    const layoutFor = (product: string): object => {
      const field = this.products.find(({ name }) => name === product)?.layoutChange;
      const layout = field && layoutIn(input, field);
      if (layout) return layout;
      throw new NotSupported(product, 'a layout of another product', [Capability.UPDATE_LAYOUT]);
    };
    const { row, warnings } = await this.service.control.updateLayout(input.id, layoutFor);
    return { recording: this.#view(row), replayed: false, warnings };
  }

  @PayloadMutation(
    RecordingPayload,
    'Adopts a task that was started elsewhere: checks it at the vendor and creates a recording for it. If a recording has the task already, returns that recording.',
  )
  adoptRecording(
    @InputArg(AdoptRecordingInput, 'Identifies the task.') input: AdoptRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    const { product, account, taskId = null, room = null, sessionId = null, region = null } = input;
    return this.#payload(this.service.adoptions.adopt(product, { account, taskId, room, sessionId, region }, input));
  }

  async #payload(row: Promise<KnownRecording>): Promise<Answer<RecordingPayload>> {
    return { recording: this.#view(await row), replayed: false };
  }

  #view(row: KnownRecording): RecordingType {
    return viewOf(this.service, row);
  }
}
