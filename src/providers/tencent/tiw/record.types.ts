import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { HttpUrl } from '../../../input/addresses.ts';
import { AtLeast, NotEmpty } from '../../../input/rules.ts';

@InputType({ description: 'How the pieces of a paused recording are joined.' })
export class TiwConcatInput {
  @Field(() => Boolean, { description: 'Join the pieces of one user that pauses leave.' })
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
    description: "Width of the whiteboard video. At least 2 pixels. Vendor's default: 1280.",
  })
  @IsOptional()
  @AtLeast(2, 'pixels')
  width?: number;

  @Field(() => Int, {
    nullable: true,
    description: "Height of the whiteboard video. At least 2 pixels. Vendor's default: 960.",
  })
  @IsOptional()
  @AtLeast(2, 'pixels')
  height?: number;

  @Field(() => String, {
    nullable: true,
    description: 'Start-up options of the whiteboard SDK as JSON text, handed on unchanged: {"ratio":"16:9"}.',
  })
  @IsOptional()
  initParam?: string;
}

@InputType({ description: 'How one stream is recorded.' })
export class TiwStreamControlInput {
  @Field(() => String, {
    description:
      'The stream, matched by prefix: tic_record_user is the whiteboard, tic_substream the second streams, anything else a user id. A prefix can hit several users.',
  })
  @NotEmpty()
  streamId!: string;

  @Field(() => Boolean, { nullable: true, description: "Leave this stream out. Vendor's default: false." })
  @IsOptional()
  disableRecord?: boolean;

  @Field(() => Boolean, { nullable: true, description: "Record it without sound. Vendor's default: false." })
  @IsOptional()
  disableAudio?: boolean;

  @Field(() => Boolean, { nullable: true, description: "Record its low-resolution picture. Vendor's default: false." })
  @IsOptional()
  pullSmallVideo?: boolean;
}

@InputType({ description: 'Which streams are recorded, and how.' })
export class TiwRecordControlInput {
  @Field(() => Boolean, { description: 'Whether this object counts at all.' })
  enabled!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: "Record no stream. streamControls can say otherwise for single streams. Vendor's default: false.",
  })
  @IsOptional()
  disableRecord?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: "Record without sound. streamControls can say otherwise for single streams. Vendor's default: false.",
  })
  @IsOptional()
  disableAudio?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Record the low-resolution picture only; black where a client sends none. streamControls can say otherwise for single streams. Vendor's default: false.",
  })
  @IsOptional()
  pullSmallVideo?: boolean;

  @Field(() => [TiwStreamControlInput], { nullable: true, description: 'Settings of single streams.' })
  @IsOptional()
  @ValidateNested({ each: true })
  streamControls?: TiwStreamControlInput[];
}
