import { ObjectType } from 'type-graphql';
import { NullableField } from '../../input/nullable-fields.ts';
import { MutationPayload } from '../payload.ts';
import { RecordingType } from './recording.types.ts';
import { StartPreviewType } from './start-preview.types.ts';

/** `warnings?: readonly string[] | null` of a payload. */
export function WarningsField(): PropertyDecorator {
  return NullableField(
    () => [String],
    'Settings that the vendor reset to their defaults because the call left them out and the server does not know them. For people. Null or empty: none.',
  );
}

/** Fields of every start's payload, in addition to the vendor's fields. */
@ObjectType({ simpleResolvers: true })
export abstract class StartPayload extends MutationPayload {
  @NullableField(
    () => RecordingType,
    'The stored recording, even if the start failed (FAILED) or its outcome is UNKNOWN. Null: the input was refused, the database was unreachable, or this is a dry run.',
  )
  recording?: RecordingType | null;

  @NullableField(() => StartPreviewType, 'The call that a dry run did not send. Null unless dryRun was true.')
  preview?: StartPreviewType | null;
}

/** Fields of the payload of a vendor's action, in addition to the vendor's fields. */
@ObjectType({ simpleResolvers: true })
export abstract class ControlPayload extends MutationPayload {
  @NullableField(
    () => RecordingType,
    'The recording. Null: the call failed, or the task was started elsewhere (adoptRecording).',
  )
  recording?: RecordingType | null;
}
