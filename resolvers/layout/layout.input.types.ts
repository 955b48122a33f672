import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, registerEnumType } from 'type-graphql';
import type { InputFault } from '../../src/errors.ts';
import { absent, any, filled, given, is, someEntry } from '../../src/input/conditions.ts';
import { ExactlyOne } from '../../src/input/exactly-one.ts';
import { Finds, Holds, Items, RequiredWhen } from '../../src/input/rules.ts';
import { LayoutStreamKind, type LayoutStream } from '../../src/layout/layout.ts';
import { LayoutPreviewRongcloudInput } from '../../src/providers/rongcloud/recording/layout-preview.types.ts';
import { LayoutPreviewTiwInput } from '../../src/providers/tencent/tiw/layout-preview.types.ts';
import { LayoutPreviewTrtcInput } from '../../src/providers/tencent/trtc/room/layout-preview.types.ts';

registerEnumType(LayoutStreamKind, {
  name: 'LayoutStreamKind',
  description: 'Kind of a media stream in a room.',
  valuesConfig: {
    MAIN: { description: 'Camera.' },
    SECOND: { description: 'Second stream of a user, such as a shared screen.' },
    WHITEBOARD: { description: 'Whiteboard, without a user id. TIW only.' },
  },
});

@InputType({ description: 'A media stream in the room.' })
export class LayoutStreamInput implements LayoutStream {
  @Field(() => LayoutStreamKind, { defaultValue: LayoutStreamKind.MAIN, description: 'Kind of the stream.' })
  @Holds(
    'must be WHITEBOARD, or userId or streamId given',
    any(is('kind', LayoutStreamKind.WHITEBOARD), filled('userId'), filled('streamId')),
  )
  kind!: LayoutStreamKind;

  @Field(() => String, {
    nullable: true,
    description: 'User who publishes the stream. Required without streamId, except for WHITEBOARD.',
  })
  @IsOptional()
  userId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Vendor's stream id, such as 111_RongCloudRTC. For TIW only if it differs from the user id: tic_substream_<user>, tic_record_user.",
  })
  @IsOptional()
  streamId?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the stream has sound only. Used by TRTC when pureAudioDisableLayout is true.',
  })
  @IsOptional()
  audioOnly?: boolean;
}

@InputType({ description: 'The layout of one vendor. Exactly one of tiw, trtc and rongcloud.' })
@ExactlyOne()
export class LayoutPreviewLayoutInput {
  @Field(() => LayoutPreviewTiwInput, { nullable: true, description: 'A TIW layout.' })
  @IsOptional()
  @ValidateNested()
  tiw?: LayoutPreviewTiwInput;

  @Field(() => LayoutPreviewTrtcInput, { nullable: true, description: 'A TRTC room layout.' })
  @IsOptional()
  @ValidateNested()
  trtc?: LayoutPreviewTrtcInput;

  @Field(() => LayoutPreviewRongcloudInput, { nullable: true, description: 'A RongCloud layout.' })
  @IsOptional()
  @ValidateNested()
  rongcloud?: LayoutPreviewRongcloudInput;
}

const LAYOUT_REPLACES = 'Use layout. Removed after 2027-11-30.';

const IS_WHITEBOARD = is('kind', LayoutStreamKind.WHITEBOARD);

function whiteboardsElsewhere(
  streams: readonly LayoutStreamInput[],
  { layout, tiw }: LayoutPreviewInput,
): InputFault[] {
  if ((layout?.tiw ?? tiw) != null) return [];
  return streams.flatMap((stream, index) =>
    IS_WHITEBOARD.holds(stream) ? [{ path: [String(index), 'kind'], message: 'kind is WHITEBOARD only with tiw' }] : [],
  );
}

@InputType({
  description: 'A layout and the streams to place in it. Exactly one of layout, tiw, trtc and rongcloud.',
})
export class LayoutPreviewInput {
  @Field(() => LayoutPreviewLayoutInput, {
    nullable: true,
    description: 'The layout to preview. Required when tiw, trtc and rongcloud are absent.',
  })
  @RequiredWhen('tiw, trtc and rongcloud are absent', absent('tiw', 'trtc', 'rongcloud'))
  @ValidateNested()
  layout?: LayoutPreviewLayoutInput;

  @Field(() => LayoutPreviewTiwInput, {
    nullable: true,
    deprecationReason: LAYOUT_REPLACES,
    description: 'A TIW layout. Must be absent beside layout.',
  })
  @IsOptional()
  @Holds('must be absent beside layout', absent('layout'))
  @ValidateNested()
  tiw?: LayoutPreviewTiwInput;

  @Field(() => LayoutPreviewTrtcInput, {
    nullable: true,
    deprecationReason: LAYOUT_REPLACES,
    description: 'A TRTC room layout. Must be absent beside layout and tiw.',
  })
  @IsOptional()
  @Holds('must be absent beside layout or tiw', absent('layout', 'tiw'))
  @ValidateNested()
  trtc?: LayoutPreviewTrtcInput;

  @Field(() => LayoutPreviewRongcloudInput, {
    nullable: true,
    deprecationReason: LAYOUT_REPLACES,
    description: 'A RongCloud layout. Must be absent beside the others.',
  })
  @IsOptional()
  @Holds('must be absent beside layout, tiw or trtc', absent('layout', 'tiw', 'trtc'))
  @ValidateNested()
  rongcloud?: LayoutPreviewRongcloudInput;

  @Field(() => [LayoutStreamInput], {
    defaultValue: [],
    description: 'Streams in the order in which they join. At most 100 entries. Empty: only the places are checked.',
  })
  @Finds(whiteboardsElsewhere, {
    input: { if: someEntry('streams', IS_WHITEBOARD).schema, then: any(given('tiw'), given('layout.tiw')).schema },
    inputWords: 'kind is WHITEBOARD only with tiw',
  })
  @Items(0, 100)
  @ValidateNested({ each: true })
  streams!: LayoutStreamInput[];
}
