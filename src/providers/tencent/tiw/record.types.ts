import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { HttpUrl } from '../../../input/addresses.ts';
import { AtLeast, NotEmpty } from '../../../input/rules.ts';

@InputType({ description: 'How the pieces of a paused recording are joined.' })
export class TiwConcatInput {
  @Field(() => Boolean, { description: "Whether to join the pieces of each user's video that pauses leave." })
  enabled!: boolean;

  @Field(() => String, { nullable: true, description: 'Address of the picture shown in the gaps. Absent: black.' })
  @IsOptional()
  @HttpUrl()
  image?: string;
}

@InputType({ description: 'The whiteboard video.' })
export class TiwWhiteboardInput {
  @Field(() => Int, {
    nullable: true,
    description: "Width. At least 2 pixels. Vendor's default: 1280.",
  })
  @IsOptional()
  @AtLeast(2, 'pixels')
  width?: number;

  @Field(() => Int, {
    nullable: true,
    description: "Height. At least 2 pixels. Vendor's default: 960.",
  })
  @IsOptional()
  @AtLeast(2, 'pixels')
  height?: number;

  @Field(() => String, {
    nullable: true,
    description: 'Start-up options of the whiteboard SDK, as JSON text, passed on unchanged: {"ratio":"16:9"}.',
  })
  @IsOptional()
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

  @Field(() => Boolean, { nullable: true, description: "Whether to leave the stream out. Vendor's default: false." })
  @IsOptional()
  disableRecord?: boolean;

  @Field(() => Boolean, { nullable: true, description: "Whether to leave out its audio. Vendor's default: false." })
  @IsOptional()
  disableAudio?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether to record its low-resolution picture. Vendor's default: false.",
  })
  @IsOptional()
  pullSmallVideo?: boolean;
}

@InputType({ description: 'Which streams are recorded, and how.' })
export class TiwRecordControlInput {
  @Field(() => Boolean, { description: 'Whether the settings in this object apply.' })
  enabled!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether to record no stream. streamControls can override this for single streams. Vendor's default: false.",
  })
  @IsOptional()
  disableRecord?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether to record without audio. streamControls can override this for single streams. Vendor's default: false.",
  })
  @IsOptional()
  disableAudio?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether to record the low-resolution picture; black if a client sends none. streamControls can override this for single streams. Vendor's default: false.",
  })
  @IsOptional()
  pullSmallVideo?: boolean;

  @Field(() => [TiwStreamControlInput], { nullable: true, description: 'Settings of single streams.' })
  @IsOptional()
  @ValidateNested({ each: true })
  streamControls?: TiwStreamControlInput[];
}
