import { Arg, Mutation, Query, Resolver } from 'type-graphql';
import { NotSupported } from '../../src/errors.ts';
import type { Answer } from '../../src/graphql/payload.ts';
import { mutation, Operation, query } from '../../src/graphql/operation.ts';
import { RecordingProduct } from '../../src/domain/product.ts';
import { Capability } from '../../src/domain/recorder.ts';
import { OrphanType, type RecordingType } from '../../src/graphql/recordings/recording.types.ts';
import type { KnownOrphan, KnownRecording, Recordings } from '../../src/recordings/recordings.ts';
import { viewOf } from '../recording-view.ts';
import {
  AdoptRecordingInput,
  PauseRecordingInput,
  RecordingPayload,
  RefreshRecordingInput,
  ResumeRecordingInput,
  StopRecordingInput,
  UpdateRecordingLayoutInput,
} from './recordings.input.types.ts';

/** What can be done with a recording of any product, and tasks without one. */
@Resolver()
export class RecordingsResolver {
  constructor(private readonly service: Recordings) {}

  @Operation(query)
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

  @Operation(mutation)
  @Mutation(() => RecordingPayload, {
    description:
      'Stops a recording of any product. The wish is kept and carried out even when the vendor cannot be reached now; the end shows in state. Stopping what has ended changes nothing.',
  })
  stopRecording(
    @Arg('input', () => StopRecordingInput, { description: 'Which one.' }) { id }: StopRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    return this.#payload(this.service.control.stop(id));
  }

  @Operation(mutation)
  @Mutation(() => RecordingPayload, { description: 'Pauses a recording, where the product can.' })
  pauseRecording(
    @Arg('input', () => PauseRecordingInput, { description: 'Which one.' }) { id }: PauseRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    return this.#payload(this.service.control.pause(id));
  }

  @Operation(mutation)
  @Mutation(() => RecordingPayload, { description: 'Continues a paused recording, where the product can.' })
  resumeRecording(
    @Arg('input', () => ResumeRecordingInput, { description: 'Which one.' }) { id }: ResumeRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    return this.#payload(this.service.control.resume(id));
  }

  @Operation(mutation)
  @Mutation(() => RecordingPayload, {
    description: 'Asks the vendor now how a recording stands, without waiting for the next look.',
  })
  refreshRecording(
    @Arg('input', () => RefreshRecordingInput, { description: 'Which one.' }) { id }: RefreshRecordingInput,
  ): Promise<Answer<RecordingPayload>> {
    return this.#payload(this.service.control.refresh(id));
  }

  @Operation(mutation)
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

  @Operation(mutation)
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
