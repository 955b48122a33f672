import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { is } from '../../../../input/conditions.ts';
import { Between, Form, Items, RequiredWhen } from '../../../../input/rules.ts';
import { TrtcBigWindowSide, TrtcLayoutMedia, TrtcLayoutMode, TrtcRenderMode } from './layout.types.ts';

// The fields of TrtcMixLayoutParamsInput that make a layout. The rules are wider: what TRTC would refuse is drawn, with
// a warning.

const FAR = 10_000;

@InputType({ description: 'Size of a canvas to preview.' })
export class LayoutPreviewTrtcCanvasInput {
  @Field(() => Int, { description: 'Width. From 1 to 10000 pixels; TRTC accepts at most 1920.' })
  @Between(1, FAR, 'pixels')
  width!: number;

  @Field(() => Int, {
    description: 'Height. From 1 to 10000 pixels; TRTC accepts at most 1920, and width x height up to 1920 x 1080.',
  })
  @Between(1, FAR, 'pixels')
  height!: number;
}

@InputType({ description: 'A window of a CUSTOM arrangement. A preview accepts values that TRTC refuses.' })
export class LayoutPreviewTrtcMixLayoutInput {
  @Field(() => Int, { description: 'Distance from the top edge. From -10000 to 10000 pixels; TRTC accepts 0 to 1920.' })
  @Between(-FAR, FAR, 'pixels')
  top!: number;

  @Field(() => Int, {
    description: 'Distance from the left edge. From -10000 to 10000 pixels; TRTC accepts 0 to 1920.',
  })
  @Between(-FAR, FAR, 'pixels')
  left!: number;

  @Field(() => Int, { description: 'Width. From 0 to 10000 pixels; TRTC accepts at most 1920.' })
  @Between(0, FAR, 'pixels')
  width!: number;

  @Field(() => Int, { description: 'Height. From 0 to 10000 pixels; TRTC accepts at most 1920.' })
  @Between(0, FAR, 'pixels')
  height!: number;

  @Field(() => String, {
    nullable: true,
    description: 'User shown in the window. Absent: users in the order in which they join.',
  })
  @IsOptional()
  userId?: string;

  @Field(() => Int, {
    nullable: true,
    description: "Transparency. From 0 (opaque) to 255 (invisible). Vendor's default: 0.",
  })
  @IsOptional()
  @Between(0, 255)
  alpha?: number;

  @Field(() => TrtcRenderMode, {
    nullable: true,
    description: "How the picture fits the window. Vendor's default: CROP.",
  })
  @IsOptional()
  renderMode?: TrtcRenderMode;

  @Field(() => TrtcLayoutMedia, { nullable: true, description: "Stream of the user. Vendor's default: MAIN." })
  @IsOptional()
  mediaId?: TrtcLayoutMedia;

  @Field(() => Int, { nullable: true, description: "Layer. Smaller numbers are further back. Vendor's default: 0." })
  @IsOptional()
  imageLayer?: number;
}

@InputType({ description: 'The arrangement of a mixed recording, as in mixLayoutParams of trtcCreateCloudRecording.' })
export class LayoutPreviewTrtcMixLayoutParamsInput {
  @Field(() => TrtcLayoutMode, { description: 'Arrangement of the pictures.' })
  mixLayoutMode!: TrtcLayoutMode;

  @Field(() => [LayoutPreviewTrtcMixLayoutInput], {
    nullable: true,
    description:
      'Windows of a CUSTOM arrangement. Required when mixLayoutMode is CUSTOM. At most 100 entries; TRTC accepts 25.',
  })
  @RequiredWhen('mixLayoutMode is CUSTOM', is('mixLayoutMode', TrtcLayoutMode.CUSTOM))
  @Items(0, 100)
  @ValidateNested({ each: true })
  mixLayoutList?: LayoutPreviewTrtcMixLayoutInput[];

  @Field(() => String, {
    nullable: true,
    description: "Background colour of the canvas as #RRGGBB. Vendor's default: #000000.",
  })
  @IsOptional()
  @Form(/^#[0-9A-Fa-f]{6}$/, 'must be a colour as #RRGGBB')
  backGroundColor?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'User in the big window of FLOATING and SCREEN_SHARING. Absent: the first user who publishes (FLOATING), or the background (SCREEN_SHARING).',
  })
  @IsOptional()
  maxResolutionUserId?: string;

  @Field(() => TrtcLayoutMedia, {
    nullable: true,
    description: "Stream of the user in the big window. Vendor's default: MAIN.",
  })
  @IsOptional()
  mediaId?: TrtcLayoutMedia;

  @Field(() => TrtcRenderMode, {
    nullable: true,
    description: 'How pictures fit their windows in FLOATING, SCREEN_SHARING and GRID.',
  })
  @IsOptional()
  renderMode?: TrtcRenderMode;

  @Field(() => TrtcBigWindowSide, {
    nullable: true,
    description: "Side of the big window in SCREEN_SHARING. Vendor's default: LEFT.",
  })
  @IsOptional()
  maxResolutionUserAlign?: TrtcBigWindowSide;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether users with audio only get no window in FLOATING, SCREEN_SHARING and GRID. Vendor's default: false.",
  })
  @IsOptional()
  pureAudioDisableLayout?: boolean;
}

@InputType({ description: 'The layout of a mixed TRTC room recording.' })
export class LayoutPreviewTrtcInput {
  @Field(() => LayoutPreviewTrtcCanvasInput, {
    nullable: true,
    description: "The canvas: width and height of videoParams. Vendor's default: 360 x 640 pixels.",
  })
  @IsOptional()
  @ValidateNested()
  canvas?: LayoutPreviewTrtcCanvasInput;

  @Field(() => LayoutPreviewTrtcMixLayoutParamsInput, { description: 'The arrangement.' })
  @ValidateNested()
  mixLayoutParams!: LayoutPreviewTrtcMixLayoutParamsInput;
}
