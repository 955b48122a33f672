import { Field, ObjectType } from 'type-graphql';
import { MutationPayload } from '../payload.ts';
import { RecordingType } from './recording.types.ts';
import { StartPreviewType } from './start-preview.types.ts';

/** `warnings?: readonly string[] | null` of a payload. */
export function WarningsField(): PropertyDecorator {
  return Field(() => [String], {
    nullable: true,
    description:
      'What the vendor changed beside what was asked for: settings that the call left out and the ledger does not know, set back to their default. For people. Null or empty: nothing.',
  });
}

/** What every start answers beside the vendor's own fields. */
@ObjectType({ simpleResolvers: true })
export abstract class StartPayload extends MutationPayload {
  @Field(() => RecordingType, {
    nullable: true,
    description:
      'The recording in the ledger. It is there whatever the vendor answered: FAILED when it refused, UNKNOWN when no answer came, or one that may be about this very start. Null when nothing was put down: the input was refused, the ledger was out of reach, or this was a dry run.',
  })
  recording?: RecordingType | null;

  @Field(() => StartPreviewType, { nullable: true, description: 'What would be sent. In answers to a dry run only.' })
  preview?: StartPreviewType | null;
}

/** What a vendor's own action on one recording answers beside the vendor's own fields. */
@ObjectType({ simpleResolvers: true })
export abstract class ControlPayload extends MutationPayload {
  @Field(() => RecordingType, {
    nullable: true,
    description:
      'The recording that this was about, as the ledger now has it. Null when the call did not succeed, or the ledger does not have it: it was started elsewhere, and adoptRecording takes it over.',
  })
  recording?: RecordingType | null;
}
