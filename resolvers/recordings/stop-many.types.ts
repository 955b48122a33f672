import { IsOptional, ValidateNested } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ErrorEntry } from '../../src/errors.ts';
import { CheckedLater } from '../../src/input/later.ts';
import { Distinct, EachForm, Items } from '../../src/input/rules.ts';
import { MutationPayload, RecordingErrorType } from '../../src/graphql/payload.ts';
import { IdempotencyKeyField } from '../../src/graphql/recordings/own-fields.ts';
import { RecordingType } from '../../src/graphql/recordings/recording.types.ts';
import { MAX_STOPPED } from '../../src/recordings/actions/stop-many.ts';
import { RecordingFilterInput } from './filter.input.types.ts';

@InputType({
  description:
    'Which recordings to stop: exactly one of ids, filter and all. A filter that asks for nothing is refused, so that nobody stops everything by accident: all says that.',
})
export class StopRecordingsInput {
  @Field(() => [ID], {
    nullable: true,
    description: `These recordings: their ids, as in Recording.id. At most ${MAX_STOPPED} different ones.`,
  })
  @IsOptional()
  @Distinct()
  @Items(0, MAX_STOPPED)
  @EachForm(/^[\x21-\x7e]{1,64}$/, 'must be the id of a recording')
  @CheckedLater('must be the only one of ids, filter and all that asks for something, and one of them must')
  ids?: string[];

  @Field(() => RecordingFilterInput, {
    nullable: true,
    description: `Recordings that fulfil this, go on, and are not to stop yet: the oldest ${MAX_STOPPED} of them. At least one condition.`,
  })
  @IsOptional()
  @ValidateNested()
  filter?: RecordingFilterInput;

  @Field(() => Boolean, {
    nullable: true,
    description: `true: all recordings that go on and are not to stop yet, the oldest ${MAX_STOPPED} of them. Default: false.`,
  })
  @IsOptional()
  all?: boolean;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

export interface StopResultView {
  readonly id: string;
  readonly recording: RecordingType | null;
  readonly errors: readonly ErrorEntry[];
}

@ObjectType({ description: 'What became of the stop of one recording.', simpleResolvers: true })
export class StopRecordingResult implements StopResultView {
  @Field(() => ID, { description: 'The id of the recording, as it was given or found.' })
  id!: string;

  @Field(() => RecordingType, {
    nullable: true,
    description: 'The recording as it now stands. Null where there is none, or it could not be read: see errors.',
  })
  recording!: RecordingType | null;

  @Field(() => [RecordingErrorType], {
    description:
      'Why this one was not stopped; empty when it was, had ended before, or will be stopped. Under the same idempotency key a repeat answers the same: stop what is left with a new key.',
  })
  errors!: readonly ErrorEntry[];
}

@ObjectType({ description: 'What became of the stop of many recordings.', simpleResolvers: true })
export class StopRecordingsPayload extends MutationPayload {
  @Field(() => [StopRecordingResult], {
    nullable: true,
    description:
      'One for each recording, in the order of the ids. Null when the whole call did not succeed: see errors.',
  })
  results?: readonly StopResultView[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether more recordings fulfil the filter: call again with a new idempotency key. Null when the whole call did not succeed.',
  })
  hasMore?: boolean | null;
}
