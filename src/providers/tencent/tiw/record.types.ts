import { ValidateNested } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { OptionalField } from '../../../input/nullable-fields.ts';
import { HttpUrl } from '../../../input/addresses.ts';
import { AtLeast, NotEmpty } from '../../../input/rules.ts';

@InputType({ description: 'How the pieces of a paused recording are joined.' })
export class TiwConcatInput {
  @Field(() => Boolean, { description: "Whether to join the pieces of each user's video that pauses leave." })
  enabled!: boolean;

  @OptionalField(() => String, 'Address of the picture shown in the gaps. Absent: black.')
  @HttpUrl()
  image?: string;
}

@InputType({ description: 'The whiteboard video.' })
export class TiwWhiteboardInput {
  @OptionalField(() => Int, "Width. At least 2 pixels. Vendor's default: 1280.")
  @AtLeast(2, 'pixels')
  width?: number;

  @OptionalField(() => Int, "Height. At least 2 pixels. Vendor's default: 960.")
  @AtLeast(2, 'pixels')
  height?: number;

  @OptionalField(
    () => String,
    'Start-up options of the whiteboard SDK, as JSON text, passed on unchanged: {"ratio":"16:9"}.',
  )
  initParam?: string;
}

@InputType({ description: 'Recording settings of one stream.' })
export class TiwStreamControlInput {
  @Field(() => String, {
    description:
      'The stream, matched by prefix: tic_record_user is the whiteboard, tic_substream the second streams, anything else a user id. A prefix can hit several users.',
  })
  @NotEmpty()
  streamId!: string;

  @OptionalField(() => Boolean, "Whether to leave the stream out. Vendor's default: false.")
  disableRecord?: boolean;

  @OptionalField(() => Boolean, "Whether to leave out its audio. Vendor's default: false.")
  disableAudio?: boolean;

  @OptionalField(() => Boolean, "Whether to record its low-resolution picture. Vendor's default: false.")
  pullSmallVideo?: boolean;
}

@InputType({ description: 'Which streams are recorded, and how.' })
export class TiwRecordControlInput {
  @Field(() => Boolean, { description: 'Whether the settings in this object apply.' })
  enabled!: boolean;

  @OptionalField(
    () => Boolean,
    "Whether to record no stream. streamControls can override this for single streams. Vendor's default: false.",
  )
  disableRecord?: boolean;

  @OptionalField(
    () => Boolean,
    "Whether to record without audio. streamControls can override this for single streams. Vendor's default: false.",
  )
  disableAudio?: boolean;

  @OptionalField(
    () => Boolean,
    "Whether to record the low-resolution picture; black if a client sends none. streamControls can override this for single streams. Vendor's default: false.",
  )
  pullSmallVideo?: boolean;

  @OptionalField(() => [TiwStreamControlInput], 'Settings of single streams.')
  @ValidateNested({ each: true })
  streamControls?: TiwStreamControlInput[];
}
