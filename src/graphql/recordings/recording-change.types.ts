import { Field, Int, ObjectType } from 'type-graphql';
import { NullableField } from '../../input/nullable-fields.ts';
import { DateTime, Int64 } from '../../input/scalars.ts';
import type { Transition } from '../../events/event-filter.ts';
import { RecordingChangeKind, RecordingTransition } from './recording.enums.types.ts';
import { Evidence, RecordingCause, RecordingState } from '../../domain/recording.ts';
import { RecordingType } from './recording.types.ts';

/** A change as clients see it. Times are Unix milliseconds. */
@ObjectType('RecordingChange', {
  description: 'A change of the state, the labels or a file of a recording.',
  simpleResolvers: true,
})
export class RecordingChangeType {
  @Field(() => String, {
    description: 'Opaque, permanent cursor of the change, for `after`. At most 100 characters.',
  })
  cursor!: string;

  @Field(() => Int64, {
    description:
      'For people: number of the change over all recordings, from 1, without gaps. After a restore, numbers are assigned again in a new epoch.',
  })
  seq!: number;

  @Field(() => String, {
    description: 'Epoch of the database in which `seq` was assigned. Restoring a backup begins a new epoch.',
  })
  epoch!: string;

  @Field(() => Int, { description: 'Number of the change within its recording, from 1, without gaps.' })
  number!: number;

  @Field(() => RecordingChangeKind, { description: 'Kind of the change.' })
  kind!: RecordingChangeKind;

  @NullableField(() => String, 'Name of the new or changed file. Null unless kind is FILE.')
  fileName!: string | null;

  @NullableField(() => String, '`taskId` of that file. Null: the task of the recording, or kind is not FILE.')
  fileTaskId!: string | null;

  @NullableField(
    () => RecordingTransition,
    'Whether the recording enters or leaves the filter of the subscription with this change. Null in lists of changes, and if the labels at that time are unknown.',
  )
  transition!: Transition | null;

  @Field(() => DateTime, { description: 'Time at which the server stored the change.' })
  at!: number;

  @NullableField(() => RecordingState, 'State before the change. Null for the first change.')
  from!: RecordingState | null;

  @Field(() => RecordingState, { description: 'State after the change; for a file change, the current state.' })
  to!: RecordingState;

  @NullableField(() => RecordingCause, 'Reason for the change. Null: none is known.')
  cause!: RecordingCause | null;

  @Field(() => Evidence, { description: 'How the server learned of the change.' })
  evidence!: Evidence;

  @Field(() => RecordingType, {
    description: 'The recording at the time of reading, possibly after later changes.',
  })
  recording!: RecordingType;
}
