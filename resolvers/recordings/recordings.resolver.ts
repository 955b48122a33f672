import { Arg, Mutation, Query, Resolver } from 'type-graphql';
import { NotSupported } from '../../src/errors.ts';
import type { Answer } from '../../src/graphql/payload.ts';
import { RecordingProduct } from '../../src/graphql/recordings/recording-product.ts';
import { Capability } from '../../src/domain/recorder.ts';
import type { Product } from '../../src/providers/provider.ts';
import { OrphanType, type RecordingType } from '../../src/graphql/recordings/recording.types.ts';
import type { KnownOrphan, KnownRecording, Recordings } from '../../src/recordings/recordings.ts';
import { updateRecordingLayoutInput, type UpdateRecordingLayoutInput } from '../layout/layout-change.input.types.ts';
import { layoutIn } from '../layout/layout-fields.ts';
import { viewOf } from '../recorded.ts';
import {
  AdoptRecordingInput,
  PauseRecordingInput,
  RecordingPayload,
  RefreshRecordingInput,
  ResumeRecordingInput,
  StopRecordingInput,
} from './recordings.input.types.ts';

/** What can be done with a recording of any product, and tasks without one. */
@Resolver()
export class RecordingsResolver {
  constructor(
    private readonly service: Recordings,
    private readonly products: readonly Product[],
  ) {}

  @Query(() => [OrphanType], {
    description:
      'Tasks that a vendor runs and no recording owns, and second tasks of one start that are being stopped. Known by callbacks and, where the vendor can list its tasks (TIW), by its list. At most 1,000, those seen last first. adoptRecording takes one over.',
  })
  orphans(
    @Arg('product', () => RecordingProduct, { nullable: true, description: 'Of one product only.' })
    product: string | null | undefined,
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
  async updateRecordingLayout(
    @Arg('input', updateRecordingLayoutInput, { description: 'Which one, and the layout of its product.' })
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

  async #payload(row: Promise<KnownRecording>): Promise<Answer<RecordingPayload>> {
    return { recording: this.#view(await row), replayed: false };
  }

  #view(row: KnownRecording): RecordingType {
    return viewOf(this.service, row);
  }
}
