import { ValidateNested } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { NullableField, OptionalField } from '../../src/input/nullable-fields.ts';
import type { ErrorEntry } from '../../src/errors.ts';
import { DeferredCheck } from '../../src/input/deferred-check.ts';
import { Distinct, EachForm, Items } from '../../src/input/rules.ts';
import { MutationPayload, RecordingErrorType } from '../../src/graphql/payload.ts';
import { IdempotencyKeyField } from '../../src/graphql/recordings/own-fields.ts';
import { RecordingType } from '../../src/graphql/recordings/recording.types.ts';
import { MAX_STOPPED } from '../../src/recordings/actions/stop-many.ts';
import { RecordingFilterInput } from './filter.input.types.ts';

@InputType({
  description:
    'Selects the recordings to stop. Exactly one of ids, filter and all. A filter without a condition is refused; use all.',
})
export class StopRecordingsInput {
  @OptionalField(() => [ID], `Recording.id of each recording. At most ${MAX_STOPPED}, all different.`)
  @Distinct()
  @Items(0, MAX_STOPPED)
  @EachForm(/^[\x21-\x7e]{1,64}$/, 'must be the id of a recording')
  @DeferredCheck('exactly one of ids, filter and all must select recordings')
  ids?: string[];

  @OptionalField(
    () => RecordingFilterInput,
    `Running recordings that meet this filter and are not being stopped: the oldest ${MAX_STOPPED}. Needs at least one condition.`,
  )
  @ValidateNested()
  filter?: RecordingFilterInput;

  @OptionalField(
    () => Boolean,
    `true: all running recordings that are not being stopped, the oldest ${MAX_STOPPED}. Default: false.`,
  )
  all?: boolean;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

export interface StopResultView {
  readonly id: string;
  readonly recording: RecordingType | null;
  readonly errors: readonly ErrorEntry[];
}

@ObjectType({ description: 'Result of stopping one recording.', simpleResolvers: true })
export class StopRecordingResult implements StopResultView {
  @Field(() => ID, { description: 'Id of the recording, as given or as found by the filter.' })
  id!: string;

  @NullableField(
    () => RecordingType,
    'The recording after the stop. Null: it does not exist or could not be read; see errors.',
  )
  recording!: RecordingType | null;

  @Field(() => [RecordingErrorType], {
    description:
      'Why this recording was not stopped. Empty: it was stopped, had ended already, or will be stopped. A replay returns the same errors; to retry, use a new idempotency key.',
  })
  errors!: readonly ErrorEntry[];
}

@ObjectType({ description: 'Result of stopping many recordings.', simpleResolvers: true })
export class StopRecordingsPayload extends MutationPayload {
  @NullableField(
    () => [StopRecordingResult],
    'One result for each recording, in the order of the ids. Null when the whole call failed: see errors.',
  )
  results?: readonly StopResultView[] | null;

  @NullableField(
    () => Boolean,
    'Whether more recordings meet the filter. If true, call again with a new idempotency key. Null when the whole call failed.',
  )
  hasMore?: boolean | null;
}
