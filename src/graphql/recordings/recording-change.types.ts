import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime, Int64 } from '../../input/scalars.ts';
import type { Transition } from '../../events/transition.ts';
import { RecordingChangeKind, RecordingTransition } from './recording.enums.types.ts';
import { Evidence, RecordingCause, RecordingState } from '../../domain/recording.ts';
import { RecordingType } from './recording.types.ts';

/** A change as clients see it. Times are Unix milliseconds. */
@ObjectType('RecordingChange', {
  description: 'A change of a recording: of its state or its labels, or news of one of its files.',
  simpleResolvers: true,
})
export class RecordingChangeType {
  @Field(() => String, {
    description:
      'The change as clients name it: give it as `after` to go on behind it. Opaque, at most 100 characters; always the same for the same change.',
  })
  cursor!: string;

  @Field(() => Int64, {
    description:
      'For people: the number of the change over all recordings of the ledger, from 1, without a gap. After a restore of the ledger numbers are given again, in another epoch.',
  })
  seq!: number;

  @Field(() => String, {
    description: 'The epoch of the ledger that gave `seq`. A restored backup begins another epoch.',
  })
  epoch!: string;

  @Field(() => Int, { description: 'Its number in the recording: from 1, without a gap.' })
  number!: number;

  @Field(() => RecordingChangeKind, { description: 'What changed.' })
  kind!: RecordingChangeKind;

  @Field(() => String, { nullable: true, description: 'The file that is new or changed. Null unless kind is FILE.' })
  fileName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `taskId` of that file. Null: the task of the recording, or kind is not FILE.',
  })
  fileTaskId!: string | null;

  @Field(() => RecordingTransition, {
    nullable: true,
    description:
      'How this change stands to the filter of the subscription that tells it: whether the recording came to fulfil the filter with it. Null in lists of changes, and where the labels that the recording had then are not known: of a recording that was taken over before this server kept them.',
  })
  transition!: Transition | null;

  @Field(() => DateTime, { description: 'When the server put it down.' })
  at!: number;

  @Field(() => RecordingState, { nullable: true, description: 'The state before. Null for the first change.' })
  from!: RecordingState | null;

  @Field(() => RecordingState, { description: 'The state from then on; for a file, the state meanwhile.' })
  to!: RecordingState;

  @Field(() => RecordingCause, { nullable: true, description: 'Why, where there is a reason.' })
  cause!: RecordingCause | null;

  @Field(() => Evidence, { description: 'How the server knew.' })
  evidence!: Evidence;

  @Field(() => RecordingType, {
    description: 'The recording as it stands when this is read: at this change, or after later ones.',
  })
  recording!: RecordingType;
}
