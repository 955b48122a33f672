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
  description: 'What a stream shows.',
  valuesConfig: {
    MAIN: { description: 'A camera.' },
    SECOND: { description: "A user's second stream, as a shared screen." },
    WHITEBOARD: { description: 'The whiteboard. TIW only; it has no userId.' },
  },
});

@InputType({ description: 'A stream of the room.' })
export class LayoutStreamInput implements LayoutStream {
  @Field(() => LayoutStreamKind, { defaultValue: LayoutStreamKind.MAIN, description: 'What it shows.' })
  @Holds(
    'must be WHITEBOARD, or userId or streamId given',
    any(is('kind', LayoutStreamKind.WHITEBOARD), filled('userId'), filled('streamId')),
  )
  kind!: LayoutStreamKind;

  @Field(() => String, { nullable: true, description: 'Its user.' })
  @IsOptional()
  userId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Its id: as 111_RongCloudRTC for RongCloud; for TIW only where it differs from the user's, tic_substream_<user> and tic_record_user.",
  })
  @IsOptional()
  streamId?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'It has sound only. Counts for TRTC, when pureAudioDisableLayout is true.',
  })
  @IsOptional()
  audioOnly?: boolean;
}

@InputType({ description: 'The layout of one vendor: exactly one of tiw, trtc and rongcloud.' })
@ExactlyOne()
export class LayoutPreviewLayoutInput {
  @Field(() => LayoutPreviewTiwInput, { nullable: true, description: 'A layout of TIW.' })
  @IsOptional()
  @ValidateNested()
  tiw?: LayoutPreviewTiwInput;

  @Field(() => LayoutPreviewTrtcInput, { nullable: true, description: 'A layout of TRTC room recording.' })
  @IsOptional()
  @ValidateNested()
  trtc?: LayoutPreviewTrtcInput;

  @Field(() => LayoutPreviewRongcloudInput, { nullable: true, description: 'A layout of RongCloud.' })
  @IsOptional()
  @ValidateNested()
  rongcloud?: LayoutPreviewRongcloudInput;
}

const LAYOUT_REPLACES = 'Use layout, which holds it. Removed after 2027-11-30.';

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
  description: 'What to look at, and who is in the room. Exactly one of layout, tiw, trtc and rongcloud.',
})
export class LayoutPreviewInput {
  @Field(() => LayoutPreviewLayoutInput, {
    nullable: true,
    description: 'The layout to look at. Required when tiw, trtc and rongcloud are absent.',
  })
  @RequiredWhen('tiw, trtc and rongcloud are absent', absent('tiw', 'trtc', 'rongcloud'))
  @ValidateNested()
  layout?: LayoutPreviewLayoutInput;

  @Field(() => LayoutPreviewTiwInput, {
    nullable: true,
    deprecationReason: LAYOUT_REPLACES,
    description: 'A layout of TIW. Must be absent beside layout.',
  })
  @IsOptional()
  @Holds('must be absent beside layout', absent('layout'))
  @ValidateNested()
  tiw?: LayoutPreviewTiwInput;

  @Field(() => LayoutPreviewTrtcInput, {
    nullable: true,
    deprecationReason: LAYOUT_REPLACES,
    description: 'A layout of TRTC room recording. Must be absent beside layout and tiw.',
  })
  @IsOptional()
  @Holds('must be absent beside layout or tiw', absent('layout', 'tiw'))
  @ValidateNested()
  trtc?: LayoutPreviewTrtcInput;

  @Field(() => LayoutPreviewRongcloudInput, {
    nullable: true,
    deprecationReason: LAYOUT_REPLACES,
    description: 'A layout of RongCloud. Must be absent beside the others.',
  })
  @IsOptional()
  @Holds('must be absent beside layout, tiw or trtc', absent('layout', 'tiw', 'trtc'))
  @ValidateNested()
  rongcloud?: LayoutPreviewRongcloudInput;

  @Field(() => [LayoutStreamInput], {
    defaultValue: [],
    description: 'The streams in order of entry. Empty: only the places are looked at. At most 100 entries.',
  })
  @Finds(whiteboardsElsewhere, {
    input: { if: someEntry('streams', IS_WHITEBOARD).schema, then: any(given('tiw'), given('layout.tiw')).schema },
    inputWords: 'kind is WHITEBOARD only with tiw',
  })
  @Items(0, 100)
  @ValidateNested({ each: true })
  streams!: LayoutStreamInput[];
}
