import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, registerEnumType } from 'type-graphql';
import { Finds, Holds, Items, RequiredWhen } from '../src/input/rules.ts';
import { LayoutStreamKind, type LayoutStream } from '../src/layout/layout.ts';
import { LayoutPreviewRongcloudInput } from '../src/providers/rongcloud/rongcloud.layout-preview.types.ts';
import { LayoutPreviewTiwInput } from '../src/providers/tencent/tiw.layout-preview.types.ts';
import { LayoutPreviewTrtcInput } from '../src/providers/tencent/trtc-cloud.layout-preview.types.ts';

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
  @Holds<LayoutStreamInput, LayoutStreamKind>(
    'must be WHITEBOARD, or userId or streamId given',
    (kind, { userId, streamId }) => kind === LayoutStreamKind.WHITEBOARD || Boolean(userId) || Boolean(streamId),
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

@InputType({ description: 'What to look at: one of tiw, trtc and rongcloud, and who is in the room.' })
export class LayoutPreviewInput {
  @Field(() => LayoutPreviewTiwInput, { nullable: true, description: 'A layout of TIW.' })
  @RequiredWhen<LayoutPreviewInput>(
    'trtc and rongcloud are absent',
    ({ trtc, rongcloud }) => trtc == null && rongcloud == null,
  )
  @ValidateNested()
  tiw?: LayoutPreviewTiwInput;

  @Field(() => LayoutPreviewTrtcInput, {
    nullable: true,
    description: 'A layout of TRTC room recording. Excludes tiw.',
  })
  @IsOptional()
  @Holds<LayoutPreviewInput, unknown>('must be absent beside tiw', (_, { tiw }) => tiw == null)
  @ValidateNested()
  trtc?: LayoutPreviewTrtcInput;

  @Field(() => LayoutPreviewRongcloudInput, {
    nullable: true,
    description: 'A layout of RongCloud. Excludes the others.',
  })
  @IsOptional()
  @Holds<LayoutPreviewInput, unknown>(
    'must be absent beside tiw or trtc',
    (_, { tiw, trtc }) => tiw == null && trtc == null,
  )
  @ValidateNested()
  rongcloud?: LayoutPreviewRongcloudInput;

  @Field(() => [LayoutStreamInput], {
    defaultValue: [],
    description: 'The streams in order of entry. Empty: only the places are looked at. At most 100 entries.',
  })
  @Finds((streams: readonly LayoutStreamInput[], { tiw }: LayoutPreviewInput) =>
    streams.flatMap(({ kind }, index) =>
      kind === LayoutStreamKind.WHITEBOARD && tiw == null
        ? [{ path: [String(index), 'kind'], message: 'kind is WHITEBOARD only with tiw' }]
        : [],
    ),
  )
  @Items(0, 100)
  @ValidateNested({ each: true })
  streams!: LayoutStreamInput[];
}
